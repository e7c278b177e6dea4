package dev.kith.apsisone;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The attributes there are; read again when a refused write puts them in doubt, but not for every contact. */
final class Known {
    private static final Duration TRUSTED = Duration.ofSeconds(5);

    private final DefinitionCalls calls;
    private final Supplier<Instant> now;
    private Map<String, String> versions = Map.of();
    private Instant readAt = Instant.EPOCH;

    Known(DefinitionCalls calls, Supplier<Instant> now) {
        this.calls = calls;
        this.now = now;
    }

    synchronized Set<String> attributeIds() {
        if (now.get().isAfter(readAt.plus(TRUSTED))) {
            read();
        }
        return versions.keySet();
    }

    /** The version id of an attribute, which stays for as long as the attribute; empty when there is no such attribute. */
    synchronized String version(String id) {
        if (versions.isEmpty()) {
            read();
        }
        return versions.getOrDefault(id, "");
    }

    private void read() {
        versions =
                calls.definitions().stream().collect(Collectors.toUnmodifiableMap(Definition::id, Definition::version));
        readAt = now.get();
    }
}
