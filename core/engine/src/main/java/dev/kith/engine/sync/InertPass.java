package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.Difference;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunCounts;
import dev.kith.engine.store.RunIssue;
import dev.kith.engine.store.RunState;
import dev.kith.engine.store.Settlement;
import dev.kith.engine.store.Store;
import dev.kith.spi.Contact;
import dev.kith.spi.ContactPage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One run that decides about every contact and writes nothing but what it found. A run that was interrupted begins again,
 * since it has no cursor. May go on beside a run that writes.
 */
final class InertPass {
    private final Store store;
    private final Run run;
    private final String owner;
    private final Inspection inspection;
    private final Supplier<Pages> pages;
    private final BooleanSupplier cancelled;
    private final SeenKeys seen;

    InertPass(
            Store store,
            Run run,
            String owner,
            Inspection inspection,
            Supplier<Pages> pages,
            BooleanSupplier cancelled) {
        this.store = requireNonNull(store, "store");
        this.run = requireNonNull(run, "run");
        this.owner = requireNonNull(owner, "owner");
        this.inspection = requireNonNull(inspection, "inspection");
        this.pages = requireNonNull(pages, "pages");
        this.cancelled = requireNonNull(cancelled, "cancelled");
        seen = new SeenKeys(store, run);
    }

    Pass.Ending go() throws InterruptedException {
        store.inertRuns().beginAgain(run.id(), owner);
        Pages reading = pages.get();
        for (Optional<ContactPage> page = reading.next(); page.isPresent(); page = reading.next()) {
            inspect(seen.leaveOutSeen(page.get().contacts()), page.get().total());
        }
        return cancelled.getAsBoolean()
                ? new Pass.Ending(RunState.CANCELLED, "Cancelled on request; what was found until then is kept.")
                : new Completeness(store).check(run);
    }

    private void inspect(Collection<Contact> contacts, OptionalLong total) {
        Map<String, Link> links = store.links()
                .find(run.integration(), contacts.stream().map(Contact::key).toList());
        List<Difference> differences = new ArrayList<>();
        List<RunIssue> issues = new ArrayList<>();
        RunCounts counts = RunCounts.ZERO;
        for (Contact contact : contacts) {
            Inspection.Found found = inspection.inspect(
                    contact, links.getOrDefault(contact.key(), Memory.empty(run.integration(), contact.key())));
            counts = counts.plus(found.counts());
            issues.addAll(found.issues());
            if (!found.changes().isEmpty()) {
                differences.add(new Difference(contact.key(), found.changes()));
            }
        }
        store.inertRuns().settle(Settlement.counted(run.id(), owner, counts, issues, total), differences);
    }
}
