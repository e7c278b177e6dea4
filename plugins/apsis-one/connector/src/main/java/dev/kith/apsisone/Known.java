package dev.kith.apsisone;

import dev.kith.spi.Attribute;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The attributes there are; read again when a refused write puts them in doubt, but not for every contact. */
final class Known {
    private static final Duration TRUSTED = Duration.ofSeconds(5);

    private final DefinitionCalls calls;
    private final Supplier<Instant> now;
    private Set<String> ids = Set.of();
    private Instant readAt = Instant.EPOCH;

    Known(DefinitionCalls calls, Supplier<Instant> now) {
        this.calls = calls;
        this.now = now;
    }

    synchronized Set<String> attributeIds() {
        if (now.get().isAfter(readAt.plus(TRUSTED))) {
            ids = calls.attributes().stream().map(Attribute::id).collect(Collectors.toUnmodifiableSet());
            readAt = now.get();
        }
        return ids;
    }
}
