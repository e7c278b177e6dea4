package dev.kith.web.rest;

import dev.kith.engine.store.EventState;
import dev.kith.engine.sync.Events;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an integration's real time goes.
 *
 * @param received all events there ever were: the sum of {@code counts}
 * @param counts by state
 * @param lagSeconds for how long the oldest due event is due
 * @param deferred whether events wait for the end of a full sync
 */
record StatusJson(
        long received,
        Map<String, Long> counts,
        @Nullable String oldestDue,
        long lagSeconds,
        boolean deferred,
        @Nullable String pausedBecause,
        @Nullable String lastEvent,
        List<String> warnings) {
    StatusJson {
        warnings = List.copyOf(warnings);
    }

    static StatusJson of(Events.Status status) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (EventState state : EventState.values()) {
            counts.put(state.word(), status.counts().of(state));
        }
        return new StatusJson(
                status.counts().received(),
                counts,
                status.oldestDue().map(Instant::toString).orElse(null),
                status.lag().toSeconds(),
                status.deferred(),
                status.pausedBecause().orElse(null),
                status.lastEvent().map(Instant::toString).orElse(null),
                status.warnings());
    }
}
