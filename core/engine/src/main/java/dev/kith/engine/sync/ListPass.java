package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.EventSource;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.ListKind;
import dev.kith.engine.store.ListMember;
import dev.kith.engine.store.ListMember.State;
import dev.kith.engine.store.ListSettings;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunState;
import dev.kith.engine.store.Store;
import dev.kith.spi.Contact;
import dev.kith.spi.ContactPage;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Imports one saved list.
 *
 * <ol>
 *   <li>read a page of members
 *   <li>compare them with our memory; who has no profile gets an event, as a new contact (D36)
 *   <li>note them, write the profiles that lack the membership, note that
 *   <li>after the last page, and only when all members were read: {@link ListRemoval}
 * </ol>
 *
 * Runs on the integration's own thread. A crash anywhere loses nothing: what may have been written is noted before it is. An
 * import that was interrupted reads its list again, since members may have left meanwhile; who has the membership already
 * costs no call.
 */
final class ListPass {
    private static final int AT_A_TIME = 500;

    private final Store store;
    private final Run run;
    private final ListSettings list;
    private final ListSettle settle;
    private final ListWriter writer;
    private final Supplier<Pages> pages;
    private final ListRemoval removal;
    private final ContactLocks locks;
    private final CrashPoint crash;
    private final Clock clock;
    private final BooleanSupplier stop;

    ListPass(Store store, Run run, ListSettings list, Parts parts, BooleanSupplier stop) {
        this.store = requireNonNull(store, "store");
        this.run = requireNonNull(run, "run");
        this.list = requireNonNull(list, "list");
        this.settle = parts.settle();
        this.writer = parts.writer();
        this.pages = parts.pages();
        this.removal = parts.removal();
        this.locks = parts.locks();
        this.crash = parts.crash();
        this.clock = parts.clock();
        this.stop = requireNonNull(stop, "stop");
    }

    /** What an import works with. */
    record Parts(
            ListSettle settle,
            ListWriter writer,
            Supplier<Pages> pages,
            ListRemoval removal,
            ContactLocks locks,
            CrashPoint crash,
            Clock clock) {}

    Pass.Ending go() throws InterruptedException {
        settle.begin();
        if (list.kind() != ListKind.OFF) {
            read();
            if (stop.getAsBoolean()) {
                return Pass.cancelled();
            }
            crash.reached(CrashPoint.Step.LAST_PAGE_SETTLED);
            Optional<String> gap = gap();
            if (gap.isPresent()) {
                return new Pass.Ending(RunState.FAILED, gap.get());
            }
        }
        return removal.go();
    }

    private void read() throws InterruptedException {
        Pages reading = pages.get();
        for (Optional<ContactPage> page = reading.next(); page.isPresent(); page = reading.next()) {
            crash.reached(CrashPoint.Step.PAGE_READ);
            work(page.get());
        }
    }

    private void work(ContactPage page) {
        Map<String, Contact> contacts = new LinkedHashMap<>();
        page.contacts().forEach(contact -> contacts.put(contact.key(), contact));
        for (List<Contact> part : PassSteps.parts(List.copyOf(contacts.values()), AT_A_TIME)) {
            try (ContactLocks.Held held =
                    locks.hold(part.stream().map(Contact::key).toList())) {
                add(part);
            }
        }
        settle.read(Pass.cursorAfter(page), page.total());
        crash.reached(CrashPoint.Step.PAGE_SETTLED);
    }

    private void add(List<Contact> contacts) {
        List<String> keys = contacts.stream().map(Contact::key).toList();
        Map<String, Link> links = store.links().find(list.integration(), keys);
        Map<String, ListMember> before = store.listMembers().known(list, keys);
        Set<String> counted = with(before, member -> Math.abs(member.seenRun()) == run.id());
        Set<String> seen = with(before, member -> member.seenRun() == run.id());
        List<String> open = keys.stream().filter(key -> !seen.contains(key)).toList();
        ListDiff diff = ListDiff.of(open, links, before, run.force());
        askForProfiles(contacts, diff.withoutProfile());
        settle.note(diff, counted);
        crash.reached(CrashPoint.Step.INTENT_STORED);
        if (diff.toWrite().isEmpty()) {
            return;
        }
        ListWriter.Outcome outcome = writer.give(list.carrier(), List.copyOf(diff.toWrite()), stop);
        crash.reached(CrashPoint.Step.PAGE_DELIVERED);
        settle.given(outcome, links);
    }

    private static Set<String> with(Map<String, ListMember> members, Predicate<ListMember> which) {
        return members.values().stream()
                .filter(which)
                .map(ListMember::contactKey)
                .collect(Collectors.toSet());
    }

    private void askForProfiles(List<Contact> contacts, Set<String> waiting) {
        List<Contact> without =
                contacts.stream().filter(c -> waiting.contains(c.key())).toList();
        Differences differences = new Differences(store.links(), list.integration(), EventSource.LIST);
        store.inbox().add(list.integration(), differences.of(without, clock.instant()));
    }

    private Optional<String> gap() {
        Run now = store.runReads().find(run.integration(), run.id()).orElseThrow();
        long counted = Math.min(now.firstTotal().orElse(0), now.lastTotal().orElse(0));
        long had =
                store.listMembers().count(list, State.SET) + store.listMembers().count(list, State.OWED);
        return ListGap.of(store.listMembers().seen(list, run.id()), counted, had, run.force());
    }
}
