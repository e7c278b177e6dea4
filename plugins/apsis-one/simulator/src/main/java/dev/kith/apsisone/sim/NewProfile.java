package dev.kith.apsisone.sim;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes profiles out of a key. */
final class NewProfile {
    private NewProfile() {}

    /** A profile with one key, whose attribute in the section gets the same value. */
    static Profile of(Keyspace keyspace, Section section, String rawKey) {
        return of(Key.of(keyspace.discriminator(), rawKey), section, rawKey);
    }

    /** The same, for a key that was read from a request. */
    static Profile of(Key key, Section section, String rawKey) {
        SectionData data = SectionData.EMPTY.with(mirror(key, rawKey), Set.of());
        return new Profile(Set.of(key), Map.of()).with(section, data);
    }

    /** The attribute that mirrors a key, with its value; empty for a keyspace without one. */
    static Map<String, Object> mirror(Key key, String rawKey) {
        Optional<String> attribute = Definitions.attributeOf(key.keyspace());
        if (attribute.isEmpty()) {
            return Map.of();
        }
        boolean mobile = key.keyspace().equals(Keyspace.MOBILE);
        return Map.of(attribute.get(), mobile ? number(rawKey) : rawKey);
    }

    private static Object number(String digits) {
        if (!digits.matches("[1-9][0-9]{4,14}")) {
            throw Problem.badRequest("profile_key must be the digits of a phone number");
        }
        return Long.valueOf(digits);
    }
}
