package dev.kith.engine.sync;

import dev.kith.engine.store.ImportRow;
import dev.kith.engine.store.KeyValue;
import dev.kith.spi.ConsentChange;
import dev.kith.spi.ConsentResult;
import dev.kith.spi.ConsentResult.Outcome;
import dev.kith.spi.ConsentState;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.ProfileWrite.Existence;
import dev.kith.spi.WriteResult;
import dev.kith.spi.WriteResult.Effect;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One contact's row in an import: what is stored of it, how it is found again, and what it did. Pure. */
final class ImportedRow {
    private static final String TAKEN =
            "It is the key of another profile in the audience. Correct it in the CRM or merge the profiles there.";

    private ImportedRow() {}

    /** What is stored before the row is sent. */
    static ImportRow stored(Plan plan, ProfileWrite write, String job) {
        Set<String> attributes = new HashSet<>(write.set().keySet());
        attributes.addAll(write.clear());
        return new ImportRow(
                plan.contactKey(), job, plan.after().sourceHash(), plan.after().ruleSetVersion(), attributes);
    }

    /**
     * The write as it was sent, out of a plan made after a restart, which writes everything anew.
     *
     * <p>Without the consents of a channel whose address was left out of the row.
     *
     * @return empty when the contact or the rules have changed since, so that the row isn't what is wanted now
     */
    static Optional<ProfileWrite> again(Plan plan, ImportRow row, Audience audience) {
        boolean same = plan.after().sourceHash().equals(row.sourceHash())
                && plan.after().ruleSetVersion().equals(row.ruleSetVersion());
        if (!same || plan.write().isEmpty()) {
            return Optional.empty();
        }
        ProfileWrite write = plan.write().get();
        Map<String, Object> set = new HashMap<>(write.set());
        set.keySet().retainAll(row.attributes());
        Set<String> clear = new HashSet<>(write.clear());
        clear.retainAll(row.attributes());
        List<ConsentChange> consents = write.consents().stream()
                .filter(change -> audience.address(change.channel())
                        .filter(address -> set.containsKey(address.id()))
                        .isPresent())
                .toList();
        boolean whole = set.size() + clear.size() == row.attributes().size();
        return whole
                ? Optional.of(new ProfileWrite(write.profileKey(), write.existence(), set, clear, consents))
                : Optional.empty();
    }

    /**
     * What a completed import did to a profile.
     *
     * @param read the profile's consents, if it was in the sample
     */
    static WriteResult result(Plan plan, ProfileWrite write, Optional<List<ConsentState>> read, Audience audience) {
        Effect effect = write.existence() == Existence.UNKNOWN ? Effect.CREATED : Effect.UPDATED;
        List<ConsentResult> consents = write.consents().stream()
                .map(change -> result(change, read.orElse(List.of())))
                .toList();
        return new WriteResult(effect, leftOut(plan, write, audience), consents, Optional.empty());
    }

    /** Keys of other profiles, as a single write would find them. */
    private static List<WriteResult.LeftOut> leftOut(Plan plan, ProfileWrite write, Audience audience) {
        return KeyShare.newKeys(plan, audience).stream()
                .map(KeyValue::attribute)
                .filter(id -> !write.set().containsKey(id))
                .sorted()
                .map(id -> new WriteResult.LeftOut(id, TAKEN, true))
                .toList();
    }

    private static ConsentResult result(ConsentChange change, List<ConsentState> read) {
        Optional<ConsentState> optOut = change.type() == ConsentChange.Type.OPT_OUT
                ? Optional.empty()
                : read.stream()
                        .filter(state -> state.subscription().equals(change.subscription())
                                && state.channel() == change.channel()
                                && !state.granted())
                        .findFirst();
        return new ConsentResult(
                change.subscription(),
                change.channel(),
                optOut.isPresent() ? Outcome.OPT_OUT_KEPT : Outcome.WRITTEN,
                optOut.flatMap(ConsentState::since),
                "");
    }
}
