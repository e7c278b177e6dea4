package dev.kith.web.bench;

import dev.kith.engine.store.EventState;
import dev.kith.engine.store.InboxEvent;
import dev.kith.web.command.CommandFailed;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long events take from the commit of the event to that of its end, which comes after the profile was written. Pure. */
final class Latency {
    private Latency() {}

    /**
     * Percentiles, and how many there were.
     *
     * @param told the newest first
     */
    static Map<String, Object> of(List<InboxEvent> told) {
        List<Long> millis = told.stream()
                .flatMap(event -> event.endedAt().stream()
                        .map(ended ->
                                Duration.between(event.receivedAt(), ended).toMillis()))
                .sorted()
                .toList();
        if (millis.isEmpty()) {
            throw new CommandFailed("No event came in. See the log.");
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("events", told.size());
        figures.put("eventsPerSecond", Math.round(told.size() * 1000.0 / span(told)));
        figures.put(
                "dead",
                told.stream().filter(event -> event.state() == EventState.DEAD).count());
        figures.put("p50Millis", at(millis, 0.50));
        figures.put("p95Millis", at(millis, 0.95));
        figures.put("p99Millis", at(millis, 0.99));
        return figures;
    }

    private static long span(List<InboxEvent> told) {
        InboxEvent first = told.get(told.size() - 1);
        return Math.max(
                1,
                Duration.between(first.receivedAt(), told.get(0).receivedAt()).toMillis());
    }

    private static long at(List<Long> sorted, double share) {
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(sorted.size() * share)));
    }
}
