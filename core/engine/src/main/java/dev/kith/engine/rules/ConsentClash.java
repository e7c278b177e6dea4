package dev.kith.engine.rules;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Refuses two rules for one consent: removing a label would then be ambiguous (D31, D32). */
final class ConsentClash {

    private ConsentClash() {}

    static void check(Map<RuleText, Uses> uses, Problems problems) {
        Map<ManagedConsent, RuleText> owners = new HashMap<>();
        uses.forEach((rule, use) -> use.consents().forEach(consent -> {
            RuleText owner = owners.putIfAbsent(consent, rule);
            if (owner != null) {
                boolean sameLabel = !use.labels().isEmpty() && same(uses.get(owner), use);
                problems.add(rule.file(), rule.line(), rule.name(), message(owner, consent, sameLabel));
            }
        }));
    }

    private static boolean same(@Nullable Uses owner, Uses use) {
        return owner != null && owner.labels().equals(use.labels());
    }

    private static String message(RuleText owner, ManagedConsent consent, boolean sameLabel) {
        String what = "\"" + consent.subscription() + "\" by " + consent.channel();
        if (sameLabel) {
            return "The rule \"" + owner.name() + "\" (line " + owner.line() + ") already opts in to " + what
                    + " for the same label (D31). Delete one of them.";
        }
        return "The rule \"" + owner.name() + "\" (line " + owner.line() + ") opts in to " + what
                + " too, so removing a label would be ambiguous (D32). Keep one of them.";
    }
}
