package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.KeyValue;
import dev.kith.spi.Attribute;
import dev.kith.spi.ConsentChange;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.ProfileWrite.Existence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides which plans may be rows of an import, and what of them. Pure.
 *
 * <p>An import tells of no row what became of it. So what may be refused, and what has to read the profile first, goes by
 * single write: keys of which nobody knows who has them (D39), values refused before, withdrawals, and opt-ins of profiles
 * that may exist, since a person may have opted out there. A key that another profile has is left out of the row, with the
 * opt-ins of its channel, as a single write would leave it out.
 */
final class BulkFit {
    private final Audience audience;
    private final KeyFacts facts;
    private final KeyShare share;

    BulkFit(Audience audience, KeyFacts facts) {
        this.audience = requireNonNull(audience, "audience");
        this.facts = requireNonNull(facts, "facts");
        share = new KeyShare(facts);
    }

    /**
     * What a plan comes to.
     *
     * @param row what goes into an import; empty for a single write
     * @param reason why it goes by a single write; empty for a row
     */
    record Judged(Optional<ProfileWrite> row, String reason) {
        private static Judged single(String reason) {
            return new Judged(Optional.empty(), reason);
        }
    }

    Judged judge(Plan plan) {
        ProfileWrite write = plan.write().orElseThrow();
        if (write.existence() == Existence.KNOWN_NOT_CREATED) {
            return Judged.single("an import would create the profile");
        }
        if (plan.before().leftOut().keySet().stream()
                .anyMatch(id -> write.set().containsKey(id) && !audience.isKey(id))) {
            return Judged.single("a value was refused before");
        }
        Map<KeyValue, KeyShare.Verdict> verdicts = new HashMap<>();
        KeyShare.newKeys(plan, audience).forEach(key -> verdicts.put(key, share.of(key, plan)));
        if (verdicts.containsValue(KeyShare.Verdict.UNSURE)) {
            return Judged.single("another profile may have the address or number");
        }
        verdicts.values().removeIf(verdict -> verdict == KeyShare.Verdict.FREE);
        Set<String> taken = verdicts.keySet().stream().map(KeyValue::attribute).collect(Collectors.toSet());
        return row(plan, without(write, taken));
    }

    private Judged row(Plan plan, ProfileWrite row) {
        if (row.consents().stream().anyMatch(change -> change.type() == ConsentChange.Type.OPT_OUT)) {
            return Judged.single("a consent is withdrawn");
        }
        if (!row.consents().isEmpty() && !provesNew(plan)) {
            return Judged.single("the person may have opted out of the profile before");
        }
        boolean nothing = row.set().isEmpty() && row.clear().isEmpty() && row.existence() == Existence.KNOWN;
        return nothing ? Judged.single("nothing is left to write") : new Judged(Optional.of(row), "");
    }

    /** Whether the audience has no such profile: it told of all. An opt-in goes with an address, so it was asked then. */
    boolean provesNew(Plan plan) {
        return !plan.before().profile()
                && facts.exported()
                && !facts.exportedProfiles().contains(plan.contactKey());
    }

    private ProfileWrite without(ProfileWrite write, Set<String> taken) {
        Map<String, Object> set = new HashMap<>(write.set());
        set.keySet().removeAll(taken);
        List<ConsentChange> consents = write.consents().stream()
                .filter(change -> change.type() == ConsentChange.Type.OPT_OUT || !needs(change, taken))
                .toList();
        return new ProfileWrite(write.profileKey(), write.existence(), set, write.clear(), consents);
    }

    private boolean needs(ConsentChange change, Set<String> taken) {
        return audience.address(change.channel())
                .map(Attribute::id)
                .filter(taken::contains)
                .isPresent();
    }
}
