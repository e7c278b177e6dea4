package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.home.IntegrationSettings.TwoWay;
import dev.kith.engine.store.EventClaim;
import dev.kith.engine.store.EventOutcome;
import dev.kith.engine.store.EventOutcome.Ended;
import dev.kith.engine.store.EventSettlement;
import dev.kith.engine.store.EventState;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.Store;
import dev.kith.spi.ConsentState;
import dev.kith.spi.ProfileReader;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks at the consents of one profile, since somebody said that they changed in the audience: what the person said there is
 * remembered, and the labels that have to change are owed (B4, D29).
 */
final class ProfileWork implements SubjectWork {
    private final Store store;
    private final ContactLocks locks;
    private final Supplier<EventTools> tools;
    private final Supplier<Optional<ProfileReader>> reader;
    private final TwoWay twoWay;
    private final Runnable labelsOwed;
    private final CrashPoint crash;
    private final Clock clock;

    /** @param labelsOwed called when there are labels that the CRM has to change */
    ProfileWork(
            Store store,
            ContactLocks locks,
            Supplier<EventTools> tools,
            Supplier<Optional<ProfileReader>> reader,
            TwoWay twoWay,
            Runnable labelsOwed,
            CrashPoint crash,
            Clock clock) {
        this.store = requireNonNull(store, "store");
        this.locks = requireNonNull(locks, "locks");
        this.tools = requireNonNull(tools, "tools");
        this.reader = requireNonNull(reader, "reader");
        this.twoWay = requireNonNull(twoWay, "twoWay");
        this.labelsOwed = requireNonNull(labelsOwed, "labelsOwed");
        this.crash = requireNonNull(crash, "crash");
        this.clock = requireNonNull(clock, "clock");
    }

    @Override
    public void work(EventClaim claim) {
        String key = claim.subject().id();
        boolean owed;
        try (ContactLocks.Held held = locks.hold(List.of(key))) {
            owed = look(claim, key);
        }
        if (owed) {
            labelsOwed.run();
        }
    }

    private boolean look(EventClaim claim, String key) {
        Optional<Link> link = store.links().find(claim.integration(), key).filter(Link::profile);
        if (link.isEmpty()) {
            end(claim, "Kith knows no contact with this profile.");
            return false;
        }
        Optional<List<ConsentState>> states = reader.get().flatMap(audience -> audience.consents(key));
        crash.reached(CrashPoint.Step.EVENT_PLANNED);
        if (states.isEmpty()) {
            end(claim, "The audience has no such profile.");
            return false;
        }
        AudienceNews news =
                AudienceNews.of(link.get(), states.get(), tools.get().labelsOwed(), twoWay, clock.instant());
        EventOutcome outcome = new Ended(
                news.any() ? EventState.APPLIED : EventState.UNCHANGED,
                news.any() ? "What the person said in the audience is remembered." : "");
        store.inbox()
                .settle(new EventSettlement(
                        claim,
                        news.any() ? Optional.of(news.link()) : Optional.empty(),
                        news.ledger(),
                        List.of(),
                        List.of(),
                        news.labels(),
                        outcome));
        return !news.labels().isEmpty();
    }

    private void end(EventClaim claim, String cause) {
        store.inbox().settle(EventSettlement.of(claim, new Ended(EventState.IGNORED, cause)));
    }
}
