package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.home.IntegrationSettings.NewContacts;
import dev.kith.engine.store.EventClaim;
import dev.kith.engine.store.EventOutcome.Held;
import dev.kith.engine.store.EventSource;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/** Says how long the event of a contact without a profile waits (S29, S30, D11 to D15). Pure. */
final class NewContactWait {
    static final LocalTime DAILY = LocalTime.of(5, 0);

    /** The run comes first; its result shows all new contacts together. */
    private static final Duration FOR_THE_RUN = Duration.ofMinutes(10);

    /** The longest that an event waits for the daily run; a day may have 25 hours. */
    static final Duration LONGEST = Duration.ofHours(25).plus(FOR_THE_RUN);

    private final NewContacts setting;
    private final ZoneId zone;

    NewContactWait(NewContacts setting, ZoneId zone) {
        this.setting = requireNonNull(setting, "setting");
        this.zone = requireNonNull(zone, "zone");
    }

    /**
     * Until when a claim has to wait; empty when its contact's profile may be made now: the setting says so, a person asked
     * for it, or it has waited for its daily run already.
     */
    Optional<Held> until(Plan plan, EventClaim claim, Instant now) {
        boolean waited = claim.heldUntil().filter(due -> !due.isAfter(now)).isPresent();
        if (plan.situation() != Situation.CREATE
                || setting == NewContacts.IMMEDIATELY
                || claim.sources().contains(EventSource.MANUAL)
                || waited) {
            return Optional.empty();
        }
        Instant daily = nextDailyRun(now, zone);
        return Optional.of(new Held(daily, daily.plus(FOR_THE_RUN)));
    }

    /** The next 05:00 in the integration's zone, when recurring Overviews are imported as well. */
    static Instant nextDailyRun(Instant now, ZoneId zone) {
        ZonedDateTime today = now.atZone(zone).with(DAILY);
        return (today.toInstant().isAfter(now) ? today : today.plusDays(1).with(DAILY)).toInstant();
    }
}
