package dev.kith.engine.store;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * Everything learned from working on a claim, written in one transaction with the ends of its events or not at all.
 *
 * @param link the contact's new memory, if that changed
 * @param freed makes the links of the integration that left such a value out dirty
 * @param put further events, for contacts that are concerned too
 * @param staged what is staged of the contact now, instead of what was before; empty when that stays
 * @param labels what the CRM owes from now on
 */
public record EventSettlement(
        EventClaim claim,
        Optional<Link> link,
        List<LedgerEntry> ledger,
        List<FreedValue> freed,
        List<NewEvent> put,
        List<LabelChange> labels,
        Optional<Staged> staged,
        EventOutcome outcome) {
    public EventSettlement {
        requireNonNull(claim, "claim");
        requireNonNull(link, "link");
        ledger = List.copyOf(ledger);
        freed = List.copyOf(freed);
        put = List.copyOf(put);
        labels = List.copyOf(labels);
        requireNonNull(staged, "staged");
        requireNonNull(outcome, "outcome");
    }

    /** What is staged of the contact stays. */
    public EventSettlement(
            EventClaim claim,
            Optional<Link> link,
            List<LedgerEntry> ledger,
            List<FreedValue> freed,
            List<NewEvent> put,
            List<LabelChange> labels,
            EventOutcome outcome) {
        this(claim, link, ledger, freed, put, labels, Optional.empty(), outcome);
    }

    /**
     * What is staged of one contact.
     *
     * @param mergeBasis what a merge of it would be about now; a staged merge that is about anything else is forgotten
     */
    public record Staged(String contactKey, List<StagedAction> actions, String mergeBasis) {
        public Staged {
            requireNonNull(contactKey, "contactKey");
            requireNonNull(mergeBasis, "mergeBasis");
            actions = List.copyOf(actions);
        }
    }

    /** Without anything but the events' outcome. */
    public static EventSettlement of(EventClaim claim, EventOutcome outcome) {
        return of(claim, List.of(), outcome);
    }

    public static EventSettlement of(EventClaim claim, List<NewEvent> put, EventOutcome outcome) {
        return new EventSettlement(
                claim, Optional.empty(), List.of(), List.of(), put, List.of(), Optional.empty(), outcome);
    }
}
