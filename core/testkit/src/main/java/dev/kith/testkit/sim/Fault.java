package dev.kith.testkit.sim;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong with the calls of one route.
 *
 * @param endpoint the route's method and pattern, such as {@code GET /v1/odata/{path*}}; {@code *} for every route
 * @param contains a text that the path and query must contain; null for any
 * @param skip how many calls go well first
 * @param times how many calls fail then; 0 for all that follow
 * @param status the status answered; 0 keeps the real answer
 * @param body the body answered with {@code status}; null for none
 * @param contentType the type of {@code body}
 * @param cutAfter bytes of the body after which the connection is cut; null for no cut
 * @param hold true keeps the call waiting until the faults are cleared, then answers it
 */
@JsonIgnoreProperties(ignoreUnknown = false)
public record Fault(
        String endpoint,
        @Nullable String contains,
        int skip,
        int times,
        int status,
        @Nullable String body,
        @Nullable String contentType,
        @Nullable Integer cutAfter,
        boolean hold) {}
