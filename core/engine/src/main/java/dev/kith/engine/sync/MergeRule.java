package dev.kith.engine.sync;

import dev.kith.spi.AddressHolder;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whether the profile that has a contact's address may be merged into the contact's (D39): only when it is no
 * contact's profile, and no other contact has the address. Pure.
 */
final class MergeRule {
    private MergeRule() {}

    /** What to do about an address that the contact's profile lacks. */
    enum Verdict {
        /** The address is free by now: it is written. */
        WRITE,
        /** Its holder is merged first. */
        MERGE,
        /** It stays left out. */
        LEAVE_OUT
    }

    /**
     * Judges by what we remember, without a call.
     *
     * @param claims contacts whose profile has the address, or that are in scope and left it out
     */
    static boolean isOnlyClaim(String contactKey, Set<String> claims) {
        return claims.stream().allMatch(contactKey::equals);
    }

    /** Judges also by what the audience says. */
    static Verdict judge(String contactKey, Set<String> claims, Optional<AddressHolder> holder) {
        if (holder.isEmpty()) {
            return Verdict.WRITE;
        }
        boolean another =
                holder.get().profileKey().filter(key -> !key.equals(contactKey)).isPresent();
        return another || !isOnlyClaim(contactKey, claims) ? Verdict.LEAVE_OUT : Verdict.MERGE;
    }
}
