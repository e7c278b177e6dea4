package dev.kith.web.command;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** An explanation, as REST writes it, in lines for a person. */
final class ExplanationText {
    private final PrintStream out;

    ExplanationText(PrintStream out) {
        this.out = requireNonNull(out, "out");
    }

    void print(JsonNode explained) {
        out.println("Scope: " + text(explained, "scope") + "; rules of version "
                + text(explained, "ruleSetVersion").substring(0, 8));
        explained
                .path("errors")
                .forEach(error -> out.println("Failed: " + place(error, "rule") + ": " + text(error, "message")));
        explained.path("rules").forEach(this::rule);
        explained
                .path("consents")
                .forEach(consent -> out.println("Consent: " + consent(consent) + ": " + text(consent, "answer")));
        if (explained.has("write")) {
            write(explained.path("write"));
        }
    }

    private void rule(JsonNode rule) {
        StringBuilder answers = new StringBuilder();
        rule.path("denials").forEach(reason -> answers.append("; denied: ").append(reason.asText()));
        rule.path("attributes")
                .properties()
                .forEach(one -> answers.append("; ")
                        .append(one.getKey())
                        .append(" = ")
                        .append(one.getValue().asText()));
        rule.path("optIns").forEach(one -> answers.append("; opted in to ").append(consent(one)));
        out.println(text(rule, "outcome") + ": " + place(rule, "name") + answers);
        rule.path("conditions")
                .forEach(one -> out.println("    " + text(one, "truth") + ": " + text(one, "text") + found(one)));
    }

    private static String found(JsonNode condition) {
        if (!text(condition, "truth").equals("not-met")
                || condition.path("found").isEmpty()) {
            return "";
        }
        List<String> facts = new ArrayList<>();
        condition
                .path("found")
                .forEach(fact -> facts.add(text(fact, "property") + " is "
                        + (fact.has("value") ? value(fact.path("value")) : "without a value")));
        return " (found: " + String.join(", ", facts) + "; wanted: " + text(condition, "wanted") + ")";
    }

    private static String value(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private void write(JsonNode write) {
        out.println(write.path("writes").asBoolean() ? "Would be written now:" : "Nothing would be written now.");
        write.path("changes").forEach(change -> out.println("    " + ChangeText.of(change)));
        write.path("issues").forEach(issue -> out.println("Issue: " + text(issue, "cause")));
    }

    private static String place(JsonNode rule, String name) {
        return text(rule, "file") + ", line " + text(rule, "line") + ", rule \"" + text(rule, name) + "\"";
    }

    private static String consent(JsonNode consent) {
        return text(consent, "subscription") + " by " + text(consent, "channel");
    }

    private static String text(JsonNode node, String member) {
        return node.path(member).asText();
    }
}
