package dev.kith.engine.sync;

import dev.kith.engine.home.IntegrationSettings;
import dev.kith.engine.store.ConsentKey;
import dev.kith.engine.store.FreedValue;
import dev.kith.engine.store.LedgerEntry;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.RunIssue;
import dev.kith.spi.ConsentChange;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.ProfileWrite.Existence;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a contact that is gone from the CRM leaves behind (D41). Pure.
 *
 * <p>A link says by its source hash and its mark how far that is: no hash and dirty = begun, so that its opt-outs were
 * carried over and a consent that isn't granted any more may have been withdrawn by us; no hash and clean = settled.
 */
final class Gone {
    private static final String REASON = "The contact is gone from the CRM";
    private static final String ERASED = "erased";

    private Gone() {}

    /** Whether there is nothing left to do, or never was. */
    static boolean isSettled(Link link) {
        return link.sourceHash().isEmpty() && !link.dirty() && !link.profile();
    }

    static boolean isBegun(Link link) {
        return link.sourceHash().isEmpty() && link.dirty();
    }

    /** The withdrawals that are needed; there are none where the profile stays as it is. */
    static Plan plan(Link before, IntegrationSettings.Gone setting) {
        Map<ConsentKey, String> rules = new HashMap<>();
        if ((before.profile() || before.dirty()) && setting == IntegrationSettings.Gone.WITHDRAW) {
            before.consents().forEach((key, consent) -> {
                if (consent.granted()) {
                    rules.put(key, REASON);
                }
            });
        }
        List<ConsentChange> changes = rules.keySet().stream()
                .sorted(Comparator.comparing(ConsentKey::subscription).thenComparing(ConsentKey::channel))
                .map(key -> new ConsentChange(
                        key.subscription(), key.channel(), ConsentChange.Type.OPT_OUT, REASON, Optional.empty()))
                .toList();
        Optional<ProfileWrite> write = changes.isEmpty()
                ? Optional.empty()
                : Optional.of(new ProfileWrite(
                        before.contactKey(), Existence.KNOWN_NOT_CREATED, Map.of(), Set.of(), changes));
        Situation situation = write.isPresent() ? Situation.WITHDRAW_ONLY : Situation.OUT_OF_SCOPE;
        Link after = new Memory(before)
                .decided(false, "", before.ruleSetVersion())
                .clean()
                .link();
        return new Plan(situation, before, after, write, Map.of(), rules, Set.of(), List.of());
    }

    /** What must be remembered before anything is withdrawn or erased. */
    static Link intent(Link before) {
        return new Memory(before)
                .decided(false, "", before.ruleSetVersion())
                .dirty()
                .link();
    }

    /** The memory of a contact whose withdrawals arrived. */
    static Link unlinked(Link settled) {
        return new Memory(settled)
                .decided(false, "", settled.ruleSetVersion())
                .unlinked()
                .clean()
                .link();
    }

    static RunIssue listed(Link link, IntegrationSettings.Gone setting) {
        return Issues.gone(
                link.contactKey(),
                setting == IntegrationSettings.Gone.KEEP
                        ? "Its profile stays as it is, with its consents, and is synced no more"
                        : "The consents that were granted are withdrawn; its profile stays, and is synced no more");
    }

    /** Addresses that another contact may have been waiting for (D39), once the profile of this one is erased. */
    static List<FreedValue> freed(Link erased, Audience audience) {
        return erased.delivered().entrySet().stream()
                .filter(value -> audience.isKey(value.getKey()))
                .map(value -> new FreedValue(value.getKey(), value.getValue()))
                .toList();
    }

    /** What the ledger keeps of consents that end with their profile. */
    static List<LedgerEntry> erased(Link link, String why, Instant now) {
        return link.consents().entrySet().stream()
                .filter(consent -> consent.getValue().granted())
                .map(consent -> new LedgerEntry(link.contactKey(), consent.getKey(), ERASED, why, now))
                .toList();
    }

    static List<LedgerEntry> erased(Link link, Instant now) {
        return erased(link, REASON, now);
    }
}
