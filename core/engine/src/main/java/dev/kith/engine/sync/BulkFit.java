package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.KeyValue;
import dev.kith.spi.Attribute.Purpose;
import dev.kith.spi.ConsentChange;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.ProfileWrite.Existence;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides which plans may be rows of an import. Pure.
 *
 * <p>An import tells of no row what became of it. So what may be refused, and what has to read the profile first, goes by
 * single write: keys that another profile may hold (D39), left out attributes, withdrawals, and opt-ins of profiles that
 * may exist, since a person may have opted out there.
 */
final class BulkFit {
    private final Audience audience;
    private final KeyFacts facts;
    private final Optional<String> email;

    BulkFit(Audience audience, KeyFacts facts) {
        this.audience = requireNonNull(audience, "audience");
        this.facts = requireNonNull(facts, "facts");
        email = audience.filledByHost(Purpose.EMAIL).map(attribute -> attribute.id());
    }

    boolean fits(Plan plan) {
        ProfileWrite write = plan.write().orElseThrow();
        boolean whole =
                plan.before().leftOut().isEmpty() && plan.after().leftOut().isEmpty();
        if (!whole || write.existence() == Existence.KNOWN_NOT_CREATED) {
            return false;
        }
        Set<KeyValue> keys = newKeys(plan, audience);
        return keys.stream().noneMatch(key -> mayBeTaken(key, plan))
                && write.consents().stream().allMatch(change -> isSafe(change, plan, keys));
    }

    private boolean mayBeTaken(KeyValue key, Plan plan) {
        if (facts.wanted().getOrDefault(key, 0L) > 1 || isOther(facts.linked().get(key), plan)) {
            return true;
        }
        boolean lookedUp = facts.exported() && isLookedUp(key, plan, email);
        return !lookedUp || isOther(facts.exportedHolders().get(key.text()), plan);
    }

    /** A changed mobile number isn't worth an export: its profile is written by itself. */
    static boolean isLookedUp(KeyValue key, Plan plan, Optional<String> email) {
        return email.filter(key.attribute()::equals).isPresent()
                || !plan.before().profile();
    }

    private static boolean isOther(@Nullable Set<String> holders, Plan plan) {
        return holders != null && !holders.equals(Set.of(plan.contactKey()));
    }

    private boolean isSafe(ConsentChange change, Plan plan, Set<KeyValue> keys) {
        boolean provenNew = !plan.before().profile()
                && facts.exported()
                && keys.stream()
                        .anyMatch(key -> email.filter(key.attribute()::equals).isPresent())
                && !facts.exportedProfiles().contains(plan.contactKey());
        return change.type() == ConsentChange.Type.OPT_IN && provenNew;
    }

    /** The values of keys that the profile doesn't hold yet. */
    static Set<KeyValue> newKeys(Plan plan, Audience audience) {
        return keys(plan, audience).stream()
                .filter(key ->
                        !key.text().equalsIgnoreCase(plan.before().delivered().getOrDefault(key.attribute(), "")))
                .collect(Collectors.toSet());
    }

    /** The values of keys that the profile is to hold. */
    static Set<KeyValue> keys(Plan plan, Audience audience) {
        return plan.sent().entrySet().stream()
                .filter(e -> audience.isKey(e.getKey()))
                .map(e -> new KeyValue(e.getKey(), e.getValue().strip().toLowerCase(Locale.ROOT)))
                .collect(Collectors.toSet());
    }
}
