package dev.kith.engine.rules;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.Channel;

/** A rule of a compiled rule set, with what its text says it may answer. */
final class LiveRule {

    private final RuleText text;
    private final Uses uses;
    private volatile boolean prepared;

    LiveRule(RuleText text, Uses uses) {
        this.text = requireNonNull(text, "text");
        this.uses = requireNonNull(uses, "uses");
    }

    RuleText text() {
        return text;
    }

    String name() {
        return text.name();
    }

    /** Whether its action has run before: see {@link FirstFiring}. */
    boolean prepared() {
        return prepared;
    }

    void prepare() {
        prepared = true;
    }

    // The three are known to hold, by the checks of the text. They are asked again, since a consent hangs on them.

    void mayDeny() {
        may(text.kind() == RuleKind.CONDITION);
    }

    void maySet(String attribute) {
        may(uses.attributes().contains(attribute));
    }

    void mayOptIn(String subscription, Channel channel) {
        may(uses.consents().contains(new ManagedConsent(subscription, channel)));
    }

    private static void may(boolean answer) {
        if (!answer) {
            throw new RuleFailure("The rule answers something that its text does not show.");
        }
    }
}
