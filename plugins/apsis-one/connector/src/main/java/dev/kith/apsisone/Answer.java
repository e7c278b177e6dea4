package dev.kith.apsisone;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What APSIS One answered.
 *
 * @param json the body; a missing node when it was empty or no JSON
 * @param html whether the body was a web page, as gateways and proxies send
 * @param retryAfter how long it asked to wait, if it did
 */
record Answer(int status, JsonNode json, boolean html, Optional<Duration> retryAfter) {
    private static final int MAX_WORDS = 300;

    Answer {
        requireNonNull(json, "json");
        requireNonNull(retryAfter, "retryAfter");
    }

    /** Stands for a call that was not needed. */
    static Answer nothingToDo() {
        return new Answer(204, MissingNode.getInstance(), false, Optional.empty());
    }

    boolean isOk() {
        return status >= 200 && status < 300;
    }

    /** Its {@code detail}, else its {@code title}, with everything personal or secret taken out; may be empty. */
    String detail() {
        String detail = json.path("detail").asText("");
        String words = detail.isBlank() ? json.path("title").asText("") : detail;
        String clean = words.replaceAll("\\S*(@|eyJ|\\d{8})\\S*", "(hidden)").strip();
        return clean.length() <= MAX_WORDS ? clean : clean.substring(0, MAX_WORDS) + "...";
    }

    /** Status and cause, such as {@code 404 (Section not found)}. */
    String words() {
        if (html) {
            return status + " with an HTML page";
        }
        String detail = detail();
        return detail.isEmpty() ? Integer.toString(status) : status + " (" + detail + ")";
    }

    boolean mentions(String word) {
        return detail().toLowerCase(Locale.ROOT).contains(word);
    }

    /** Whether the whole id stands in its detail. */
    boolean names(String id) {
        Pattern whole = Pattern.compile("(?<![\\w.-])" + Pattern.quote(id) + "(?![\\w-])");
        return whole.matcher(json.path("detail").asText("")).find();
    }

    /** For a 404: the keyspace or the section is missing, not the profile. */
    boolean missesPlace() {
        return status == 404 && (mentions("keyspace") || mentions("section"));
    }

    /** The profile isn't there: 404, or 400 with words that say so. */
    boolean missesProfile() {
        boolean said = mentions("profile")
                && (mentions("not found") || mentions("not exist") || mentions("missing") || mentions("unknown"));
        return (status == 404 && !missesPlace()) || (status == 400 && said);
    }
}
