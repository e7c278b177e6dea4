package dev.kith.web.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.engine.store.EventSource;
import dev.kith.engine.store.EventState;
import dev.kith.engine.store.EventSubject;
import dev.kith.engine.store.InboxCounts;
import dev.kith.engine.store.InboxEvent;
import dev.kith.web.it.Relay.Acknowledged;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The checker finds what it is there to find. */
class HistoryTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void aWholeHistoryHasNoProblem() {
        assertThat(History.problems(
                        List.of(told("a", 0), told("a", 0), told("b", 5)),
                        List.of(row(1, "a", 0), row(2, "a", 0), row(3, "b", 5), row(4, "b", 9)),
                        applied(4),
                        applied(4)))
                .isEmpty();
    }

    @Test
    void anAcknowledgedEventWithoutARowOfItsOwnIsLost() {
        assertThat(History.problems(
                        List.of(told("a", 0), told("a", 0)), List.of(row(1, "a", 0)), applied(1), applied(1)))
                .containsExactly(
                        "acknowledged at 2026-03-01T12:00:00.001Z, but lost: {\"payload\":{\"entityId\":\"a\"}}");
        assertThat(History.problems(List.of(told("a", 0)), List.of(row(1, "a", 7)), applied(1), applied(1)))
                .as("received at another time")
                .hasSize(1);
    }

    @Test
    void aCountThatIsNotWhatTheRowsSayIsAProblem() {
        assertThat(History.problems(List.of(), List.of(row(1, "a", 0)), applied(2), applied(1)))
                .hasSize(1);
        InboxCounts unbalanced = new InboxCounts(2, Map.of(EventState.APPLIED, 1L));
        assertThat(History.problems(List.of(), List.of(row(1, "a", 0)), unbalanced, applied(1)))
                .hasSize(1);
    }

    private static Acknowledged told(String id, long seconds) {
        Instant from = NOON.plusSeconds(seconds);
        return new Acknowledged("{\"payload\":{\"entityId\":\"" + id + "\"}}", from, from.plusMillis(1));
    }

    private static InboxEvent row(long id, String subject, long seconds) {
        Instant at = NOON.plusSeconds(seconds);
        return new InboxEvent(
                id,
                "tribe",
                EventSubject.record("person", subject),
                Set.of(),
                EventSource.WEBHOOK,
                at,
                at,
                at,
                false,
                0,
                false,
                EventState.APPLIED,
                "",
                Optional.of(at));
    }

    private static InboxCounts applied(long events) {
        return new InboxCounts(events, Map.of(EventState.APPLIED, events));
    }
}
