package dev.kith.engine.store;

import java.util.EnumMap;
import java.util.Map;

/**
 * How many events were received and what became of them, as it was kept with every change of an event.
 *
 * @param received all there ever were
 * @param states every state
 */
public record InboxCounts(long received, Map<EventState, Long> states) {
    public InboxCounts {
        Map<EventState, Long> all = new EnumMap<>(EventState.class);
        for (EventState state : EventState.values()) {
            all.put(state, states.getOrDefault(state, 0L));
        }
        states = Map.copyOf(all);
    }

    public long of(EventState state) {
        return states.getOrDefault(state, 0L);
    }

    /** Whether every event received is pending or ended in one way. */
    public boolean balanced() {
        return received == states.values().stream().mapToLong(Long::longValue).sum();
    }
}
