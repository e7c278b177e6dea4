package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.home.IntegrationSettings;
import dev.kith.engine.store.LedgerEntry;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.RunIssue;
import dev.kith.spi.ConnectorException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Ends the consents of contacts that a run found gone and whose profiles stay (D41). */
final class GoneWithdrawals {
    private final LeavingSettle settle;
    private final Audience audience;
    private final Delivery delivery;
    private final IntegrationSettings.Gone setting;
    private final CrashPoint crash;
    private final Clock clock;
    private final BooleanSupplier cancelled;

    GoneWithdrawals(
            LeavingSettle settle,
            Audience audience,
            Delivery delivery,
            IntegrationSettings.Gone setting,
            CrashPoint crash,
            Clock clock,
            BooleanSupplier cancelled) {
        this.settle = requireNonNull(settle, "settle");
        this.audience = requireNonNull(audience, "audience");
        this.delivery = requireNonNull(delivery, "delivery");
        this.setting = requireNonNull(setting, "setting");
        this.crash = requireNonNull(crash, "crash");
        this.clock = requireNonNull(clock, "clock");
        this.cancelled = requireNonNull(cancelled, "cancelled");
    }

    /**
     * As the settings want it; nothing ties them to their profiles afterwards. The caller holds the contacts.
     *
     * @throws ConnectorException the failure that ends the run
     */
    void unlink(List<Link> gone) {
        end(
                gone,
                setting,
                Gone::unlinked,
                link -> Optional.of(link).filter(Link::profile).map(known -> Gone.listed(known, setting)));
    }

    /** Those whose erasure waits for a person, or was rejected: only their consents end. */
    void withdraw(List<Link> held) {
        if (!held.isEmpty()) {
            end(held, IntegrationSettings.Gone.WITHDRAW, Gone::intent, link -> Optional.empty());
        }
    }

    /**
     * @param after what is remembered of one whose withdrawals arrived
     * @param listed what there is to say of it, by its link of before
     */
    private void end(
            List<Link> gone,
            IntegrationSettings.Gone how,
            UnaryOperator<Link> after,
            Function<Link, Optional<RunIssue>> listed) {
        Instant readAfter = clock.instant();
        settle.intend(gone.stream().map(Gone::intent).toList());
        crash.reached(CrashPoint.Step.LEAVING_INTENT_STORED);
        Delivery.Delivered delivered =
                delivery.deliver(gone.stream().map(link -> Gone.plan(link, how)).toList(), cancelled);
        crash.reached(CrashPoint.Step.LEAVING_DELIVERED);
        List<Link> links = new ArrayList<>();
        List<RunIssue> issues = new ArrayList<>();
        List<LedgerEntry> ledger = new ArrayList<>();
        for (Written written : delivered.outcomes()) {
            // Not seen by this run: what fails is tried again by the next.
            Link before = written.plan().before();
            Settle.Settled settled = new Settle(audience, before.lastSeenRun(), readAfter, LabelsOwed.NONE)
                    .settle(written, clock.instant());
            boolean failed =
                    written.result().flatMap(result -> result.failure()).isPresent();
            links.add(failed ? Gone.intent(settled.link()) : after.apply(settled.link()));
            issues.addAll(settled.issues());
            if (!failed) {
                listed.apply(before).ifPresent(issues::add);
            }
            ledger.addAll(settled.ledger());
        }
        settle.settle(links, issues, ledger, List.of(), 0);
        delivered.end().ifPresent(failure -> {
            throw failure;
        });
    }
}
