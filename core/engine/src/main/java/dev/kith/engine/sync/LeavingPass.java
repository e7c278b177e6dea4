package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.home.IntegrationSettings;
import dev.kith.engine.home.IntegrationSettings.Leaving;
import dev.kith.engine.home.IntegrationSettings.OutOfScope;
import dev.kith.engine.store.FreedValue;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunIssue;
import dev.kith.engine.store.RunKind;
import dev.kith.engine.store.Store;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.Contact;
import dev.kith.spi.ContactLookup;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Settles who left, after the last page of a run that read all there was. Used by one thread.
 *
 * <ol>
 *   <li>where profiles are erased, all erasures are staged; when they are many they wait for a person
 *   <li>where profiles out of scope are erased: those this run found (S9, D10)
 *   <li>contacts missing in this full run and in the completed one before are looked up; those that can't be found are gone,
 *       unless they are many and were read by other settings of the CRM
 *   <li>their opt-outs are carried over (D40), the intents stored, consents withdrawn or profiles erased (D41), and settled;
 *       one whose erasure waits has its consents withdrawn, and stays in this list
 * </ol>
 *
 * A crash anywhere leaves the rest in these lists.
 */
final class LeavingPass {
    private static final int AT_A_TIME = 100;
    static final String NO_LONGER = "The contact no longer meets the conditions";

    private final Store store;
    private final Run run;
    private final String owner;
    private final Leaving leaving;
    private final Parts parts;
    private final CrashPoint crash;
    private final Clock clock;
    private final BooleanSupplier cancelled;
    private final LeavingSettle settle;
    private final GoneWithdrawals withdrawals;

    LeavingPass(
            Store store,
            Run run,
            String owner,
            Leaving leaving,
            Parts parts,
            CrashPoint crash,
            Clock clock,
            BooleanSupplier cancelled) {
        this.store = requireNonNull(store, "store");
        this.run = requireNonNull(run, "run");
        this.owner = requireNonNull(owner, "owner");
        this.leaving = requireNonNull(leaving, "leaving");
        this.parts = requireNonNull(parts, "parts");
        this.crash = requireNonNull(crash, "crash");
        this.clock = requireNonNull(clock, "clock");
        this.cancelled = requireNonNull(cancelled, "cancelled");
        settle = new LeavingSettle(store, run.id(), owner);
        withdrawals = new GoneWithdrawals(
                settle, parts.audience(), parts.delivery(), leaving.gone(), crash, clock, cancelled);
    }

    /** What those who left are looked up and settled with. */
    record Parts(
            CarriedOptOuts optOuts,
            Audience audience,
            Delivery delivery,
            ContactLookup lookup,
            Erasing erasing,
            RunErasures erasures,
            SettingsDoubt doubt,
            ContactLocks locks,
            Patience patience) {}

    /**
     * Settles them; a cancelled run leaves the rest.
     *
     * @throws ConnectorException the failure that ends the run
     */
    void go() {
        OptionalLong before = run.kind() == RunKind.FULL
                ? store.runReads().completedFullBefore(run.integration(), run.id())
                : OptionalLong.empty();
        before.ifPresent(last -> store.runs().markUnseen(run.id(), owner, run.integration(), last));
        stage(before);
        if (leaving.outOfScope() == OutOfScope.ERASE) {
            walk(this::outOfScope, this::eraseOutOfScope);
        }
        before.ifPresent(last -> walk(after -> gone(last, after), this::settleGone));
        if (!cancelled.getAsBoolean()) {
            parts.erasures().forgetOthers();
        }
    }

    private void stage(OptionalLong before) {
        before.ifPresent(last -> walk(
                after -> gone(last, after),
                page -> parts.doubt().count(absent(parts.doubt().of(page)))));
        if (leaving.outOfScope() == OutOfScope.ERASE) {
            walk(this::outOfScope, page -> parts.erasures().stage(page, Erasure.OUT_OF_SCOPE, clock.instant()));
        }
        if (leaving.gone() == IntegrationSettings.Gone.ERASE) {
            before.ifPresent(last -> walk(
                    after -> gone(last, after),
                    page -> parts.erasures()
                            .stage(absent(parts.doubt().certain(page)), Erasure.GONE, clock.instant())));
        }
        if (!cancelled.getAsBoolean()) {
            parts.erasures().judge();
        }
    }

    /** Goes through a list in pages; a cancelled run goes no further. */
    private void walk(Function<String, List<Link>> list, Consumer<List<Link>> step) {
        String after = "";
        while (!cancelled.getAsBoolean()) {
            List<Link> page = list.apply(after);
            if (page.isEmpty()) {
                return;
            }
            step.accept(page);
            after = page.get(page.size() - 1).contactKey();
        }
    }

    private List<Link> outOfScope(String after) {
        return store.links().outOfScope(run.integration(), run.id(), after, AT_A_TIME);
    }

    private List<Link> gone(long before, String after) {
        return store.links().unseenSince(run.integration(), before, after, AT_A_TIME);
    }

    private void eraseOutOfScope(List<Link> page) {
        try (ContactLocks.Held held = hold(page)) {
            List<Link> same = unchanged(page);
            Set<String> released = parts.erasures().released(same, Erasure.OUT_OF_SCOPE);
            List<Link> mayGo = same.stream()
                    .filter(link -> released.contains(link.contactKey()))
                    .toList();
            settle.intend(
                    mayGo.stream().map(link -> new Memory(link).dirty().link()).toList());
            crash.reached(CrashPoint.Step.LEAVING_INTENT_STORED);
            Erasing.Erased erased = parts.erasing().erase(mayGo);
            crash.reached(CrashPoint.Step.LEAVING_DELIVERED);
            settle.settle(
                    erased.done().stream()
                            .map(link -> new Memory(link).erased().clean().link())
                            .toList(),
                    erased.issues(),
                    erased.done().stream()
                            .flatMap(link -> Gone.erased(link, NO_LONGER, clock.instant()).stream())
                            .toList(),
                    freed(erased.done()),
                    erased.done().size());
        }
    }

    private void settleGone(List<Link> page) {
        settle.list(parts.doubt().issues(absent(parts.doubt().left(page))));
        List<Link> carried = carried(absent(parts.doubt().certain(page)));
        try (ContactLocks.Held held = hold(carried)) {
            List<Link> gone = absent(unchanged(carried));
            if (leaving.gone() == IntegrationSettings.Gone.ERASE) {
                Set<String> released = parts.erasures().released(gone, Erasure.GONE);
                Map<Boolean, List<Link>> mayGo =
                        gone.stream().collect(Collectors.partitioningBy(link -> released.contains(link.contactKey())));
                eraseGone(mayGo.getOrDefault(true, List.of()));
                withdrawals.withdraw(mayGo.getOrDefault(false, List.of()));
            } else {
                withdrawals.unlink(gone);
            }
        }
    }

    /** Those whose opt-outs are carried over where they have to be; the others are listed, and left to the next run. */
    private List<Link> carried(List<Link> absent) {
        Map<String, ConnectorException> failed = parts.optOuts().of(absent);
        List<RunIssue> issues = new ArrayList<>();
        failed.forEach((key, failure) -> issues.add(Issues.failed(key, failure)));
        settle.list(issues);
        return absent.stream()
                .filter(link -> !failed.containsKey(link.contactKey()))
                .toList();
    }

    /** Those that the CRM doesn't find; one that is there after all is left to its events and the next run. */
    private List<Link> absent(List<Link> links) {
        if (links.isEmpty()) {
            return links;
        }
        List<String> keys = links.stream().map(Link::contactKey).toList();
        Set<String> found = new HashSet<>();
        parts.patience().call(() -> parts.lookup().fetch(keys), cancelled).stream()
                .map(Contact::key)
                .forEach(found::add);
        return links.stream().filter(link -> !found.contains(link.contactKey())).toList();
    }

    private void eraseGone(List<Link> gone) {
        settle.intend(gone.stream().map(Gone::intent).toList());
        crash.reached(CrashPoint.Step.LEAVING_INTENT_STORED);
        Erasing.Erased erased = parts.erasing().erase(gone);
        crash.reached(CrashPoint.Step.LEAVING_DELIVERED);
        store.forgetting()
                .erased(
                        run.id(),
                        owner,
                        run.integration(),
                        erased.done().stream().map(Link::contactKey).toList(),
                        erased.done().stream()
                                .flatMap(link -> Gone.erased(link, clock.instant()).stream())
                                .toList(),
                        freed(erased.done()));
        settle.list(erased.issues());
    }

    private List<FreedValue> freed(List<Link> erased) {
        return erased.stream()
                .flatMap(link -> Gone.freed(link, parts.audience()).stream())
                .toList();
    }

    private ContactLocks.Held hold(List<Link> links) {
        return parts.locks().hold(links.stream().map(Link::contactKey).toList());
    }

    /** One that an event has changed since it was listed is left to the next run. */
    private List<Link> unchanged(List<Link> listed) {
        Map<String, Link> now = store.links()
                .find(run.integration(), listed.stream().map(Link::contactKey).toList());
        return listed.stream()
                .filter(link -> link.equals(now.get(link.contactKey())))
                .toList();
    }
}
