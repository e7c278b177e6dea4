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
 * @param labels what the CRM owes from now on
 */
public record EventSettlement(
        EventClaim claim,
        Optional<Link> link,
        List<LedgerEntry> ledger,
        List<FreedValue> freed,
        List<NewEvent> put,
        List<LabelChange> labels,
        EventOutcome outcome) {
    public EventSettlement {
        requireNonNull(claim, "claim");
        requireNonNull(link, "link");
        ledger = List.copyOf(ledger);
        freed = List.copyOf(freed);
        put = List.copyOf(put);
        labels = List.copyOf(labels);
        requireNonNull(outcome, "outcome");
    }

    /** Without anything but the events' outcome. */
    public static EventSettlement of(EventClaim claim, EventOutcome outcome) {
        return of(claim, List.of(), outcome);
    }

    public static EventSettlement of(EventClaim claim, List<NewEvent> put, EventOutcome outcome) {
        return new EventSettlement(claim, Optional.empty(), List.of(), List.of(), put, List.of(), outcome);
    }
}
