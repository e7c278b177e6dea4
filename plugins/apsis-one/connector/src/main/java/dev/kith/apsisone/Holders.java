package dev.kith.apsisone;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks up who has an address or a mobile number as a key (D39, Q1). */
final class Holders {
    static final String EMAIL_KEYSPACE = "com.apsis1.keyspaces.email";
    private static final Map<String, String> KEYSPACES =
            Map.of(Ids.EMAIL, EMAIL_KEYSPACE, Ids.MOBILE, "com.apsis1.keyspaces.mobile");

    private final Api api;
    private final Known known;

    Holders(Api api, Known known) {
        this.api = api;
        this.known = known;
    }

    /**
     * A profile found by such a key.
     *
     * @param key as it was found
     * @param attributes by version id
     */
    record Holder(String key, JsonNode attributes, String crmId) {}

    /** A29: addresses are looked up in lower case, then as they are. */
    Optional<Holder> find(String attribute, Object value) {
        String keyspace = KEYSPACES.getOrDefault(attribute, "");
        if (keyspace.isEmpty()) {
            return Optional.empty();
        }
        String text = value.toString().strip();
        List<String> keys =
                Stream.of(text.toLowerCase(Locale.ROOT), text).distinct().toList();
        for (String key : keys) {
            Optional<JsonNode> attributes = attributes(api.account().profileIn(keyspace, key));
            if (attributes.isPresent()) {
                return attributes.map(a -> new Holder(key, a, value(a, Ids.CRM_ID)));
            }
        }
        return Optional.empty();
    }

    /** Whether a key belongs to another profile than this one. */
    boolean isTaken(String profileKey, String attribute, Object value) {
        Optional<Holder> holder = find(attribute, value);
        if (holder.isEmpty() || holder.get().crmId().equals(profileKey)) {
            return false;
        }
        boolean crmIdTells = api.account().keyspace().equals(Ids.CRM_ID_KEYSPACE);
        return crmIdTells
                || !holder.get().crmId().isEmpty()
                || own(profileKey)
                        .filter(own -> value(own, attribute).equalsIgnoreCase(value.toString()))
                        .isEmpty();
    }

    /** The attributes of a contact's profile; empty when there is none. */
    Optional<JsonNode> own(String profileKey) {
        return attributes(api.account().profileInSection(profileKey));
    }

    /** The value as text; empty when it has none. */
    String value(JsonNode attributes, String id) {
        return attributes.path(known.version(id)).asText("");
    }

    private Optional<JsonNode> attributes(String profilePath) {
        Call call = Call.get("Looking up a key", profilePath + "/attributes");
        Answer answer = api.call(call);
        if (answer.missesProfile()) {
            return Optional.empty();
        }
        if (!answer.isOk()) {
            throw api.refusal(call, answer);
        }
        return Optional.of(answer.json());
    }
}
