package dev.kith.engine.rules;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a case says of a decision. Only what it names is compared.
 *
 * @param reasons vetoes that must be there
 * @param attributes by name; empty for no value
 * @param not what must not be so
 */
record Expectation(
        Optional<Decision.Scope> scope,
        List<String> reasons,
        Map<String, Optional<Object>> attributes,
        Map<ManagedConsent, Decision.Answer> consents,
        Optional<Expectation> not) {

    /** What differs, in words; empty when all is as expected. */
    List<String> differences(Decision decision) {
        List<String> differences = new ArrayList<>();
        scope.filter(wanted -> wanted != decision.scope())
                .ifPresent(wanted -> differences.add("scope: expected " + word(wanted) + ", got " + words(decision)));
        List<String> given =
                decision.denials().stream().map(Decision.Denial::reason).toList();
        reasons.stream()
                .filter(reason -> !given.contains(reason))
                .forEach(reason -> differences.add("reason: expected \"" + reason + "\", got " + given));
        attributes.forEach((name, wanted) -> {
            Optional<Object> got = value(decision, name);
            if (!same(wanted, got)) {
                differences.add(name + ": expected " + shown(wanted) + ", got " + shown(got));
            }
        });
        consents.forEach((consent, wanted) -> {
            if (decision.consents().get(consent) != wanted) {
                differences.add(shown(consent) + ": expected " + wanted + ", got "
                        + decision.consents().get(consent));
            }
        });
        not.ifPresent(refused -> differences.addAll(refused.matches(decision)));
        if (differences.isEmpty() && !decision.errors().isEmpty()) {
            decision.errors().forEach(error -> differences.add("rule \"" + error.rule() + "\": " + error.message()));
        }
        return differences;
    }

    /** What is so although it should not be. */
    private List<String> matches(Decision decision) {
        List<String> matches = new ArrayList<>();
        scope.filter(refused -> refused == decision.scope())
                .ifPresent(refused -> matches.add("scope: expected not " + word(refused)));
        decision.denials().stream()
                .map(Decision.Denial::reason)
                .filter(reasons::contains)
                .forEach(reason -> matches.add("reason: expected not \"" + reason + "\""));
        attributes.forEach((name, refused) -> {
            if (same(refused, value(decision, name))) {
                matches.add(name + ": expected not " + shown(refused));
            }
        });
        consents.forEach((consent, refused) -> {
            if (decision.consents().get(consent) == refused) {
                matches.add(shown(consent) + ": expected not " + refused);
            }
        });
        return matches;
    }

    private static Optional<Object> value(Decision decision, String attribute) {
        return Optional.ofNullable(decision.attributes().get(attribute)).map(Decision.Assigned::value);
    }

    private static boolean same(Optional<Object> one, Optional<Object> other) {
        if (one.isPresent()
                && other.isPresent()
                && one.get() instanceof BigDecimal left
                && other.get() instanceof BigDecimal right) {
            return left.compareTo(right) == 0;
        }
        return one.equals(other);
    }

    private static String shown(Optional<Object> value) {
        return value.map(Object::toString).orElse("no value");
    }

    private static String shown(ManagedConsent consent) {
        return consent.subscription() + " by " + consent.channel();
    }

    private static String words(Decision decision) {
        return decision.denials().isEmpty()
                ? word(decision.scope())
                : word(decision.scope()) + " " + decision.denials();
    }

    private static String word(Decision.Scope scope) {
        return switch (scope) {
            case IN -> "in";
            case OUT -> "out";
            case UNDECIDED -> "undecided";
        };
    }
}
