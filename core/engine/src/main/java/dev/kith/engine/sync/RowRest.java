package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.ProfileWrite;
import dev.kith.spi.ProfileWrite.Existence;
import dev.kith.spi.WriteResult;
import dev.kith.spi.WriteResult.Effect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the row of a new profile left out because an import might read it otherwise: written by itself once the import has
 * completed, for one call instead of all that a new profile takes. Pure.
 *
 * @param imported what the import did to the profile
 * @param write the values that were left out
 */
record RowRest(Plan plan, WriteResult imported, ProfileWrite write) {
    RowRest {
        requireNonNull(plan, "plan");
        requireNonNull(imported, "imported");
        requireNonNull(write, "write");
    }

    /** The row without what is doubtful in it; one that isn't for a new profile, or has a doubtful key, stays whole. */
    static ProfileWrite without(ProfileWrite row, Set<String> doubtful, Audience audience) {
        if (row.existence() != Existence.UNKNOWN || doubtful.stream().anyMatch(audience::isKey)) {
            return row;
        }
        Map<String, Object> set = new HashMap<>(row.set());
        set.keySet().removeAll(doubtful);
        return new ProfileWrite(row.profileKey(), row.existence(), set, row.clear(), row.consents());
    }

    /** Empty when the row left nothing out. */
    static Optional<RowRest> of(Plan plan, ProfileWrite row, WriteResult imported, Set<String> doubtful) {
        Map<String, Object> set = new HashMap<>(plan.write().orElseThrow().set());
        set.keySet().retainAll(doubtful);
        set.keySet().removeAll(row.set().keySet());
        return set.isEmpty() || row.existence() != Existence.UNKNOWN
                ? Optional.empty()
                : Optional.of(new RowRest(
                        plan, imported, new ProfileWrite(row.profileKey(), Existence.KNOWN, set, Set.of(), List.of())));
    }

    /** The plan of the rest alone. */
    Plan alone() {
        return plan.withWrite(write);
    }

    /**
     * What the row and the rest came to together.
     *
     * @param rest what became of {@link #alone}
     * @return empty when the rest found no profile: then the import has lost the row, and all of it has to be written
     */
    Optional<Written> with(WriteResult rest) {
        if (rest.effect() == Effect.CREATED) {
            return Optional.empty();
        }
        List<WriteResult.LeftOut> leftOut = new ArrayList<>(imported.leftOut());
        leftOut.addAll(rest.leftOut());
        return Optional.of(Written.byImport(
                plan, new WriteResult(imported.effect(), leftOut, imported.consents(), rest.failure())));
    }
}
