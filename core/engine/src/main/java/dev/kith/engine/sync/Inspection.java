package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.Change;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.RunCounts;
import dev.kith.engine.store.RunIssue;
import dev.kith.spi.Contact;
import java.util.List;

/** What an inert run asks of each contact. Pure. */
interface Inspection {
    Found inspect(Contact contact, Link before);

    /**
     * What was found of one contact.
     *
     * @param changes empty when it would come out the same
     * @param counts what it adds to the run's counts
     */
    record Found(List<Change> changes, RunCounts counts, List<RunIssue> issues) {
        public Found {
            changes = List.copyOf(changes);
            requireNonNull(counts, "counts");
            issues = List.copyOf(issues);
        }
    }
}
