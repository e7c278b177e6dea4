package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.Channel;
import dev.kith.spi.ConsentChange;
import dev.kith.spi.ConsentState;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.WriteResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a plan's merge, and what that means for its write. Pure.
 *
 * @param consents of the merged profile; empty when it was refused
 * @param refusal why the audience did not merge
 */
record Merged(Merge merge, List<ConsentState> consents, Optional<String> refusal) {
    Merged {
        requireNonNull(merge, "merge");
        consents = List.copyOf(consents);
        requireNonNull(refusal, "refusal");
    }

    /** After a refusal the write goes without the address and what needs it; after a merge, without the opt-ins that an opt-out forbids. */
    Plan adapt(Plan plan) {
        ProfileWrite write = plan.write().orElseThrow();
        Map<String, Object> set = new HashMap<>(write.set());
        if (refusal.isPresent()) {
            set.remove(merge.attribute());
        }
        List<ConsentChange> changes =
                write.consents().stream().filter(change -> !isForbidden(change)).toList();
        return plan.withWrite(new ProfileWrite(write.profileKey(), write.existence(), set, write.clear(), changes));
    }

    private boolean isForbidden(ConsentChange change) {
        boolean optedOut = consents.stream()
                .anyMatch(state -> !state.granted()
                        && state.subscription().equals(change.subscription())
                        && state.channel() == change.channel());
        boolean unreachable = refusal.isPresent() && change.channel() == Channel.EMAIL;
        return change.type() == ConsentChange.Type.OPT_IN && (optedOut || unreachable);
    }

    /** Adds that the address was left out, for good: only another write of the contact tries it again. */
    WriteResult adapt(WriteResult result) {
        if (refusal.isEmpty()) {
            return result;
        }
        List<WriteResult.LeftOut> leftOut = new ArrayList<>(result.leftOut());
        leftOut.add(new WriteResult.LeftOut(merge.attribute(), refusal.get()));
        return new WriteResult(result.effect(), leftOut, result.consents(), result.failure());
    }
}
