package dev.kith.web.command;

import com.fasterxml.jackson.databind.JsonNode;

/** One change of a contact, as REST writes it, in a line for a person. */
final class ChangeText {
    private ChangeText() {}

    static String of(JsonNode change) {
        StringBuilder line = new StringBuilder(change.path("kind").asText());
        part(line, " ", change, "name");
        part(line, " by ", change, "channel");
        if (change.has("before") || change.has("after")) {
            line.append(": ").append(value(change, "before")).append(" -> ").append(value(change, "after"));
        }
        if (change.has("rule")) {
            line.append(" (rule \"").append(change.path("rule").asText()).append("\")");
        }
        part(line, ": ", change, "reason");
        return line.toString();
    }

    private static String value(JsonNode change, String member) {
        return change.has(member) ? change.path(member).asText() : "no value";
    }

    private static void part(StringBuilder line, String before, JsonNode change, String member) {
        if (change.has(member)) {
            line.append(before).append(change.path(member).asText());
        }
    }
}
