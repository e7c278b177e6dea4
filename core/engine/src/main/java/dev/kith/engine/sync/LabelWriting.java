package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.LabelChange;
import dev.kith.engine.store.LabelChanges;
import dev.kith.engine.store.Links;
import dev.kith.engine.store.OwedLabel;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.ConsentWriter;
import dev.kith.spi.Contact;
import dev.kith.spi.ContactLookup;
import dev.kith.spi.LabelResult;
import dev.kith.spi.LabelWrite;
import dev.kith.spi.OptInLabel;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the CRM to change the labels it owes, one contact after the other. Blocks on the CRM.
 *
 * <p>Each change is looked at again first: a label that was taken off and set anew since the opt-out stays, and one that is
 * as wanted already needs no call. What the CRM refuses stays owed with its cause, and is tried again another time (D30).
 */
final class LabelWriting {
    private static final Logger log = LoggerFactory.getLogger(LabelWriting.class);
    private static final int AT_ONCE = 100;

    private final String integration;
    private final LabelChanges changes;
    private final Links links;
    private final ContactLookup lookup;
    private final ConsentWriter writer;
    private final ContactLocks locks;
    private final Clock clock;

    LabelWriting(
            String integration,
            LabelChanges changes,
            Links links,
            ContactLookup lookup,
            ConsentWriter writer,
            ContactLocks locks,
            Clock clock) {
        this.integration = requireNonNull(integration, "integration");
        this.changes = requireNonNull(changes, "changes");
        this.links = requireNonNull(links, "links");
        this.lookup = requireNonNull(lookup, "lookup");
        this.writer = requireNonNull(writer, "writer");
        this.locks = requireNonNull(locks, "locks");
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * Tries once everything that is owed.
     *
     * @param owed what the rule set in force says of labels
     * @param labels the CRM's, as it describes them now
     * @throws ConnectorException when the CRM can't be asked for now; the rest stays owed
     */
    void round(LabelsOwed owed, List<OptInLabel> labels, BooleanSupplier stop) {
        Instant begun = clock.instant();
        List<OwedLabel> some = changes.owed(integration, begun, AT_ONCE);
        while (!some.isEmpty() && !stop.getAsBoolean()) {
            for (OwedLabel one : some) {
                try (ContactLocks.Held held = locks.hold(Set.of(one.change().contactKey()))) {
                    change(one, owed, labels);
                }
            }
            some = changes.owed(integration, begun, AT_ONCE);
        }
    }

    private void change(OwedLabel one, LabelsOwed owed, List<OptInLabel> labels) {
        LabelChange change = one.change();
        if (!change.present() && !wanted(change, owed)) {
            changes.done(integration, one);
            return;
        }
        List<Contact> found = lookup.fetch(List.of(change.contactKey()));
        if (found.isEmpty() || found.get(0).allLabels().contains(change.label()) == change.present()) {
            changes.done(integration, one);
            return;
        }
        List<String> ids = labels.stream()
                .filter(label -> label.name().equals(change.label()))
                .map(OptInLabel::id)
                .toList();
        if (ids.size() != 1) {
            changes.refused(
                    integration,
                    one,
                    ids.isEmpty()
                            ? "The CRM has no label \"" + change.label() + "\" any more."
                            : "The CRM has several labels \"" + change.label() + "\".");
            return;
        }
        write(one, ids.get(0));
    }

    private boolean wanted(LabelChange change, LabelsOwed owed) {
        return links.find(integration, change.contactKey())
                .filter(link -> owed.mustGo(link, change.label()))
                .isPresent();
    }

    private void write(OwedLabel one, String label) {
        LabelChange change = one.change();
        LabelWrite write = new LabelWrite(
                change.contactKey(),
                change.present() ? Set.of(label) : Set.of(),
                change.present() ? Set.of() : Set.of(label));
        try {
            settle(one, writer.write(write));
        } catch (ConnectorException e) {
            if (e.kind() != Kind.REJECTED && e.kind() != Kind.BUG) {
                throw e;
            }
            changes.refused(integration, one, String.valueOf(e.getMessage()));
        }
    }

    private void settle(OwedLabel one, List<LabelResult> results) {
        Optional<LabelResult> refused = results.stream()
                .filter(result -> result.outcome() == LabelResult.Outcome.REFUSED)
                .findFirst();
        if (refused.isEmpty()) {
            changes.done(integration, one);
            return;
        }
        log.warn(
                "Integration \"{}\": the CRM didn't {} label \"{}\" of a contact: {} It is tried again later.",
                integration,
                one.change().present() ? "set" : "remove",
                one.change().label(),
                refused.get().message());
        changes.refused(integration, one, refused.get().message());
    }
}
