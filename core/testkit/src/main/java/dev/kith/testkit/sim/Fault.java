package dev.kith.testkit.sim;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong with the calls of one route. A call is struck when it comes after {@code skip} others, among the next
 * {@code times}, and by chance if there is a {@code rate}.
 *
 * @param endpoint the route's method and pattern, such as {@code GET /v1/odata/{path*}}; {@code *} for every route
 * @param contains a text that the path and query must contain; null for any
 * @param skip how many calls go well first
 * @param times how many calls fail then; 0 for all that follow
 * @param rate the share of those calls that is struck, from 0 to 1; null for all
 * @param seed decides which ones: the same seed strikes the same calls by their number
 * @param status the status answered instead of handling the call; 0 handles it
 * @param body the body answered with {@code status}; null for a short HTML page if {@code html}, else for none
 * @param contentType the type of {@code body}; null for HTML
 * @param html true answers with a page as a proxy does
 * @param retryAfter the header of that name answered with {@code status}; null for none
 * @param slowMillis how long the answer is kept back; clearing the faults ends it
 * @param cutAfter bytes of the body after which the connection is cut; null for no cut
 * @param drop true handles the call and closes the connection without an answer
 * @param hold true keeps the call waiting until the faults are cleared, then answers it: for timeouts
 */
@JsonIgnoreProperties(ignoreUnknown = false)
public record Fault(
        String endpoint,
        @Nullable String contains,
        int skip,
        int times,
        @Nullable Double rate,
        long seed,
        int status,
        @Nullable String body,
        @Nullable String contentType,
        boolean html,
        @Nullable String retryAfter,
        long slowMillis,
        @Nullable Integer cutAfter,
        boolean drop,
        boolean hold) {
    private static final String PAGE = "<!DOCTYPE html><html><body><h1>The service is not available</h1></body></html>";

    /** The answer in place of the real one. */
    SimAnswer answer() {
        String text = body != null ? body : html ? PAGE : "";
        SimAnswer answer = SimAnswer.text(status, contentType == null ? "text/html" : contentType, text);
        return retryAfter == null ? answer : answer.withHeader("Retry-After", retryAfter);
    }

    boolean replacesAnswer() {
        return status != 0;
    }
}
