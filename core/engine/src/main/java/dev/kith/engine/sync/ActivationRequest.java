package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

/**
 * How someone wants a rule set to be activated.
 *
 * @param actor the way it came in, for the audit log
 * @param reason needed to activate it although cases fail; else may be empty
 * @param cancelRuns whether runs in progress end instead of finishing with the rule set they began with
 */
public record ActivationRequest(String actor, String reason, boolean cancelRuns) {
    static final ActivationRequest BY_ITSELF = new ActivationRequest("kith", "", false);

    public ActivationRequest {
        requireNonNull(actor, "actor");
        requireNonNull(reason, "reason");
    }
}
