package dev.kith.tribe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the words of an error answer, whatever its shape, and takes addresses, tokens and markup out of them. */
final class ServiceMessage {
    private static final int LONGEST = 300;
    private static final int LOOKED_AT = 2000;
    private static final Pattern ADDRESS = Pattern.compile("[^\\s\"'<>]+@[^\\s\"'<>]+");
    private static final Pattern TOKEN = Pattern.compile("(?i)eyJ[\\w.\\-]{8,}|bearer\\s+\\S+");

    private ServiceMessage() {}

    /** Such as {@code answered 502 with an HTML page instead of JSON}. */
    static String of(int status, String body) {
        String text = body.strip();
        if (looksLikeHtml(text)) {
            return "answered " + status + " with an HTML page instead of JSON";
        }
        String words = clean(words(text));
        return words.isEmpty() ? "answered " + status + " without a message" : "answered " + status + ": " + words;
    }

    static boolean looksLikeHtml(String body) {
        String start = body.stripLeading().toLowerCase(Locale.ROOT);
        return start.startsWith("<!doctype") || start.startsWith("<html") || start.startsWith("<head");
    }

    private static String words(String text) {
        JsonNode json;
        try {
            json = Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return text.replaceAll("<[^>]*>", " ");
        }
        JsonNode error = json.path("error");
        return Stream.of(error.path("message"), json.path("error_description"), json.path("message"), error)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .filter(w -> !w.isBlank())
                .findFirst()
                .orElse("");
    }

    private static String clean(String words) {
        // Looking for addresses takes time by the square of the length.
        String start = words.length() <= LOOKED_AT ? words : words.substring(0, LOOKED_AT);
        String safe = ADDRESS.matcher(start).replaceAll("[address]");
        safe = TOKEN.matcher(safe).replaceAll("[token]");
        safe = safe.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return safe.length() <= LONGEST ? safe : safe.substring(0, LONGEST) + "...";
    }
}
