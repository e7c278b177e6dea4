package dev.kith.web.rest;

import dev.kith.engine.rules.RuleSetException;
import dev.kith.spi.ConnectorException;
import dev.kith.web.http.Refusal;
import java.util.Map;
import java.util.function.Supplier;

/** What the engine throws for what a person can correct, as a refusal that says so. */
final class Answers {
    private Answers() {}

    /** Refuses with 422 for rules that can't be used, with 502 for a system that can't be asked. */
    static <T> T of(Supplier<T> question) {
        try {
            return question.get();
        } catch (RuleSetException e) {
            throw refusal(e);
        } catch (ConnectorException e) {
            throw new Refusal(502, String.valueOf(e.getMessage()));
        }
    }

    static Refusal refusal(RuleSetException e) {
        return new Refusal(422, "The rules can't be used. " + e.getMessage(), Map.of("problems", e.problems()));
    }
}
