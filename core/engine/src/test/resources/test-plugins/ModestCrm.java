package acme;

import dev.kith.spi.*;
import java.util.*;

/** A CRM with nothing beyond what it must have. */
class ModestCrm implements Connector, ContactSource, ContactLookup {
    @Override
    public ContactPage read(Reading reading, Optional<String> cursor) {
        throw new IllegalStateException("never called");
    }

    @Override
    public Resolution resolve(Subject subject, Optional<String> cursor) {
        throw new IllegalStateException("never called");
    }

    @Override
    public List<Contact> fetch(Collection<String> keys) {
        throw new IllegalStateException("never called");
    }

    @Override
    public List<String> check() {
        return List.of("The key has no right to read persons.");
    }

    @Override
    public Description describe() {
        return new CrmDescription(List.of(), List.of());
    }

    @Override
    public void close() {}
}
