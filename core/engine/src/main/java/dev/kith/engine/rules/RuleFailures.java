package dev.kith.engine.rules;

import java.time.DateTimeException;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says which rule failed and why, without the values it failed on. */
final class RuleFailures {

    private RuleFailures() {}

    /** @param firing the rule whose action ran; null when a condition was being looked at */
    static Decision.RuleError of(
            RuleKind kind, Collection<RuleText> rules, @Nullable RuleText firing, Throwable thrown) {
        String message = message(cause(thrown));
        if (firing != null) {
            return new Decision.RuleError(firing.file(), firing.line(), firing.name(), message);
        }
        return named(rules, thrown)
                .map(rule -> new Decision.RuleError(rule.file(), rule.line(), rule.name(), message))
                .orElseGet(() -> new Decision.RuleError(kind.file(), 0, "", message));
    }

    private static String message(Throwable cause) {
        if (cause instanceof RuleFailure) {
            return String.valueOf(cause.getMessage());
        }
        if (cause instanceof NullPointerException) {
            return "The rule uses a field that has no value for this contact. Test it first (field != null), or use a helper.";
        }
        if (cause instanceof IndexOutOfBoundsException) {
            return "The rule asks for a part of a text or list that isn't there. Test its length first, or use a helper,"
                    + " such as left(text, 3).";
        }
        if (cause instanceof ArithmeticException) {
            return "The rule can't be calculated: it divides by 0, or a number gets too large.";
        }
        if (cause instanceof DateTimeException) {
            return "The rule makes a date that isn't one.";
        }
        return "The rule failed with " + cause.getClass().getSimpleName() + ".";
    }

    private static Throwable cause(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static Optional<RuleText> named(Collection<RuleText> rules, Throwable thrown) {
        String message = String.valueOf(thrown.getMessage());
        return rules.stream()
                .filter(rule -> message.contains("\"" + rule.name() + "\""))
                .findFirst();
    }
}
