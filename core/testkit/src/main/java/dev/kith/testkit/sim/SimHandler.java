package dev.kith.testkit.sim;

import java.io.IOException;

/** Answers the requests of one route. Called from several threads at once. */
@FunctionalInterface
public interface SimHandler {
    /**
     * Answers a request.
     *
     * @throws SimRefusal to end with another answer
     * @throws IOException when the body can't be read as JSON: answered with 400
     */
    SimAnswer handle(SimRequest request) throws IOException;
}
