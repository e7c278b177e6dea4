package dev.kith.spi;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that shall be written to one profile.
 *
 * @param profileKey the key of the profile: the contact key
 * @param existence what the host knows; only a hint, {@link Existence#UNKNOWN} and a wrong hint must work as well
 * @param set attribute id to new value, in the types of {@link Attribute.Type}
 * @param clear ids of the attributes to empty
 * @param consents after the attributes, in this order; an opt-in isn't tried when the address of its channel is left out
 */
public record ProfileWrite(
        String profileKey,
        Existence existence,
        Map<String, Object> set,
        Set<String> clear,
        List<ConsentChange> consents) {

    /** What the host remembers of the profile. */
    public enum Existence {
        /** It was written before. It is created all the same when it's gone. */
        KNOWN,
        /** It was never written by this host. */
        UNKNOWN,
        /** Only consents are written, and nothing when the profile is gone: used for contacts out of scope. */
        KNOWN_NOT_CREATED
    }

    public ProfileWrite {
        requireNonNull(profileKey, "profileKey");
        requireNonNull(existence, "existence");
        set = Map.copyOf(set);
        clear = Set.copyOf(clear);
        consents = List.copyOf(consents);
    }
}
