package acme;

import dev.kith.spi.*;
import java.util.*;

/** A connector that can do nothing. */
class BareConnector implements Connector, ContactSource {
    @Override
    public ContactPage read(Reading reading, Optional<String> cursor) {
        throw new IllegalStateException("never called");
    }

    @Override
    public List<String> check() {
        return List.of();
    }

    @Override
    public Description describe() {
        return new CrmDescription(List.of(), List.of());
    }

    @Override
    public void close() {}
}
