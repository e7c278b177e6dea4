package dev.kith.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.engine.store.EventState;
import dev.kith.engine.store.InboxCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventWarningsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration QUIET = Duration.ofHours(24);

    @Test
    void saysNothingWhenAllIsWell() {
        assertThat(warnings(counts(3, 3, 0), minutesAgo(15), false, Optional.empty(), minutesAgo(24 * 60)))
                .isEmpty();
    }

    @Test
    void d23EventsThatAreDueForMoreThan15MinutesWarnAndSayWhatIsInTheWay() {
        Breaker.Pause pause = new Breaker.Pause("The CRM isn't reachable.", NOW, NOW);
        assertThat(warnings(counts(1, 1, 0), minutesAgo(16), false, Optional.of(pause), Optional.empty()))
                .containsExactly("Events wait since 2026-03-01T11:44:00Z, longer than 15 minutes. Nothing is delivered:"
                        + " The CRM isn't reachable.");
    }

    @Test
    void s26EventsThatWaitForAFullSyncAreNotLate() {
        assertThat(warnings(counts(1, 1, 0), minutesAgo(200), true, Optional.empty(), Optional.empty()))
                .isEmpty();
    }

    @Test
    void tellsOfDeadEventsOfSilenceAndOfCountsThatDoNotAddUp() {
        assertThat(warnings(counts(4, 1, 2), Optional.empty(), false, Optional.empty(), minutesAgo(25 * 60)))
                .satisfiesExactly(
                        balance -> assertThat(balance).startsWith("The counts of events don't add up"),
                        dead -> assertThat(dead).startsWith("Dead events, whose attempts are used up: 2."),
                        quiet -> assertThat(quiet).startsWith("The CRM told of nothing since 2026-02-28T11:00:00Z."));
    }

    private static InboxCounts counts(long received, long pending, long dead) {
        return new InboxCounts(received, Map.of(EventState.PENDING, pending, EventState.DEAD, dead));
    }

    private static Optional<Instant> minutesAgo(long minutes) {
        return Optional.of(NOW.minus(Duration.ofMinutes(minutes)));
    }

    private static List<String> warnings(
            InboxCounts counts,
            Optional<Instant> oldestDue,
            boolean deferred,
            Optional<Breaker.Pause> pause,
            Optional<Instant> quietSince) {
        return EventWarnings.of(
                new EventWarnings.Facts(counts, oldestDue, deferred, pause, quietSince, QUIET, 0, 0), NOW);
    }
}
