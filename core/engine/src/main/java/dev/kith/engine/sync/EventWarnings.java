package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.EventState;
import dev.kith.engine.store.InboxCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what an admin should look at, because events come late, not at all, or don't get through. Pure. */
final class EventWarnings {
    private static final Duration LATE = Duration.ofMinutes(15);

    private EventWarnings() {}

    /**
     * How it stands with the events of an integration.
     *
     * @param oldestDue when the event that is due longest became due
     * @param quietSince since when the CRM told of nothing; empty when it isn't expected to
     * @param quietAfter how long that is normal
     * @param labelsRefused label changes that the CRM refused
     * @param held dangerous writes that wait for a person
     */
    record Facts(
            InboxCounts counts,
            Optional<Instant> oldestDue,
            boolean deferred,
            Optional<Breaker.Pause> pause,
            Optional<Instant> quietSince,
            Duration quietAfter,
            long labelsRefused,
            long held) {
        Facts {
            requireNonNull(counts, "counts");
            requireNonNull(oldestDue, "oldestDue");
            requireNonNull(pause, "pause");
            requireNonNull(quietSince, "quietSince");
            requireNonNull(quietAfter, "quietAfter");
        }
    }

    static List<String> of(Facts facts, Instant now) {
        List<String> warnings = new ArrayList<>();
        if (!facts.counts().balanced()) {
            warnings.add("The counts of events don't add up: " + facts.counts() + ". Report it with the log.");
        }
        facts.oldestDue()
                .filter(due -> !facts.deferred() && isLonger(due, now, LATE))
                .ifPresent(due -> warnings.add("Events wait since " + due + ", longer than 15 minutes."
                        + facts.pause()
                                .map(pause -> " Nothing is delivered: " + pause.cause())
                                .orElse("")));
        long dead = facts.counts().of(EventState.DEAD);
        if (dead > 0) {
            warnings.add("Dead events, whose attempts are used up: " + dead
                    + ". See why in the inbox, mend it, then retry them.");
        }
        if (facts.labelsRefused() > 0) {
            warnings.add(facts.labelsRefused()
                    + " labels were not changed in the CRM after what persons said in the audience. See why in the list"
                    + " of label changes; they are tried again every hour.");
        }
        if (facts.held() > 0) {
            warnings.add("Dangerous writes that wait for a person: " + facts.held()
                    + ". \"kith staged list\" shows them, \"kith staged approve\" and \"reject\" decide.");
        }
        facts.quietSince()
                .filter(since -> isLonger(since, now, facts.quietAfter()))
                .ifPresent(since -> warnings.add(
                        "The CRM told of nothing since " + since + ". Check the webhooks of the integration."));
        return warnings;
    }

    private static boolean isLonger(Instant since, Instant now, Duration normal) {
        return Duration.between(since, now).compareTo(normal) > 0;
    }
}
