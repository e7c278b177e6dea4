package dev.kith.apsisone;

import dev.kith.spi.Attribute;
import dev.kith.spi.AudienceDescription;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The definitions as last read; read again when an answer shows that they have changed, but not for every contact. */
final class Known {
    private static final Duration SHORTEST_AGE = Duration.ofMinutes(1);

    private final DefinitionCalls calls;
    private final Supplier<Instant> now;
    private Optional<AudienceDescription> last = Optional.empty();
    private Instant readAt = Instant.MIN;

    Known(DefinitionCalls calls, Supplier<Instant> now) {
        this.calls = calls;
        this.now = now;
    }

    /** Reads everything now. */
    synchronized AudienceDescription refresh() {
        AudienceDescription fresh = new AudienceDescription(calls.attributes(), calls.subscriptions(), calls.tags());
        last = Optional.of(fresh);
        readAt = now.get();
        return fresh;
    }

    /** The attributes there are, at most a minute old. */
    synchronized Set<String> attributeIds() {
        boolean young = now.get().isBefore(readAt.plus(SHORTEST_AGE));
        AudienceDescription description = young && last.isPresent() ? last.get() : refresh();
        return description.attributes().stream().map(Attribute::id).collect(Collectors.toUnmodifiableSet());
    }
}
