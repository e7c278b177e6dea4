package dev.kith.tribe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.stream.Stream;

/**
 * What binds a person to others.
 *
 * @param relationships every relationship that counts for the contact: those of the person, or the one row that is the
 *     contact
 * @param contact the default contact row with all its fields; missing when the person has none
 * @param organisation the organisation of {@code contact}
 * @param others relationships of the person whose opt-out counts for the contact too
 */
record Ties(List<JsonNode> relationships, JsonNode contact, JsonNode organisation, List<JsonNode> others) {
    private static final String OPT_OUT = "MailingOptOut";
    private static final String FORMER = "IsFormer";

    static final Ties NONE = new Ties(List.of(), MissingNode.getInstance(), MissingNode.getInstance());

    Ties(List<JsonNode> relationships, JsonNode contact, JsonNode organisation) {
        this(relationships, contact, organisation, List.of());
    }

    Ties {
        relationships = List.copyOf(relationships);
        others = List.copyOf(others);
    }

    /** Whether the person has relationships, and every one is former. */
    boolean former() {
        return !relationships.isEmpty() && relationships.stream().allMatch(Ties::isFormer);
    }

    /** Whether any relationship, former or not, opts out of mailings. */
    boolean mailingOptOut() {
        return all().anyMatch(r -> Values.isYes(r.path(OPT_OUT)));
    }

    /** Whether every relationship says, be it with null, whether it opts out of mailings and is former. */
    boolean tellsOptOuts() {
        return all().allMatch(r -> r.has(OPT_OUT) && r.has(FORMER));
    }

    private Stream<JsonNode> all() {
        return Stream.concat(relationships.stream(), others.stream());
    }

    static boolean isFormer(JsonNode relationship) {
        return Values.isYes(relationship.path(FORMER));
    }
}
