package dev.kith.engine.rules;

/** A rule did something it can't; the message is for its author and holds no value of the contact. */
final class RuleFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RuleFailure(String message) {
        super(message);
    }
}
