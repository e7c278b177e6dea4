package acme;

import dev.kith.spi.*;
import java.util.*;

/** An audience with nothing beyond what it must have. */
class ModestAudience implements Connector, ProfileSink {
    @Override
    public List<WriteResult> write(List<ProfileWrite> writes) {
        throw new IllegalStateException("never called");
    }

    @Override
    public List<String> check() {
        return List.of();
    }

    @Override
    public Description describe() {
        return new AudienceDescription(List.of(), List.of(), List.of());
    }

    @Override
    public void close() {}
}
