package dev.kith.testkit.sim;

import static java.util.Objects.requireNonNull;

/** Thrown by a handler to end a request with an answer, from however deep. */
public final class SimRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient SimAnswer answer;

    public SimRefusal(SimAnswer answer) {
        super("refused with " + answer.status(), null, false, false);
        this.answer = requireNonNull(answer, "answer");
    }

    public SimAnswer answer() {
        return answer;
    }
}
