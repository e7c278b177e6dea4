package dev.kith.tribe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;

/**
 * What binds a person to others.
 *
 * @param relationships every relationship of the person, of any type
 * @param contact the default contact row with all its fields; missing when the person has none
 * @param organisation the organisation of {@code contact}
 */
record Ties(List<JsonNode> relationships, JsonNode contact, JsonNode organisation) {
    static final Ties NONE = new Ties(List.of(), MissingNode.getInstance(), MissingNode.getInstance());

    Ties {
        relationships = List.copyOf(relationships);
    }

    /** Whether the person has relationships, and every one is former. */
    boolean former() {
        return !relationships.isEmpty() && relationships.stream().allMatch(Ties::isFormer);
    }

    /** Whether any relationship, former or not, opts out of mailings. */
    boolean mailingOptOut() {
        return relationships.stream().anyMatch(r -> r.path("MailingOptOut").asBoolean(false));
    }

    /** Null is false. */
    static boolean isFormer(JsonNode relationship) {
        return relationship.path("IsFormer").asBoolean(false);
    }
}
