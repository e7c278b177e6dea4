package dev.kith.engine.rules;

import dev.kith.rules.ContactFact;
import dev.kith.spi.Channel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kie.api.runtime.rule.AgendaFilter;
import org.kie.api.runtime.rule.Match;

/** Hears the answers of the rules about one contact and notes which rule gave each. Used by one thread. */
final class Trail implements ContactFact.Answers, AgendaFilter {

    final List<Decision.Denial> denials = new ArrayList<>();
    final Map<String, Decision.Assigned> attributes = new LinkedHashMap<>();
    final Map<ManagedConsent, String> optIns = new LinkedHashMap<>();
    final Set<RuleText> fired = new LinkedHashSet<>();

    private final FirstFiring firstFiring;
    private Map<String, RuleText> rules = Map.of();
    private @Nullable RuleText firing;

    Trail(FirstFiring firstFiring) {
        this.firstFiring = firstFiring;
    }

    /** The rules of one file are asked next, by name. */
    void ask(Map<String, RuleText> next) {
        rules = next;
        firing = null;
    }

    @Override
    public boolean accept(Match match) {
        fired();
        RuleText rule = rules.get(match.getRule().getName());
        if (rule == null) {
            return false;
        }
        firing = rule;
        fired.add(rule);
        firstFiring.before(rule.file() + rule.name());
        return true;
    }

    /** The rule that was firing has fired or failed. */
    void fired() {
        if (firing != null) {
            firstFiring.after(firing.file() + firing.name());
        }
    }

    @Nullable
    RuleText firing() {
        return firing;
    }

    @Override
    public void deny(@Nullable String reason) {
        String rule = rule();
        denials.add(new Decision.Denial(rule, reason == null || reason.isBlank() ? rule : reason.strip()));
    }

    @Override
    public void set(String attribute, @Nullable Object value) {
        AttributeValue.of(attribute, value).ifPresent(found -> assign(attribute, found));
    }

    private void assign(String attribute, Object value) {
        Decision.Assigned before = attributes.putIfAbsent(attribute, new Decision.Assigned(value, rule()));
        if (before != null && !before.value().equals(value)) {
            throw new RuleFailure("The attribute \"" + attribute + "\" was already set to another value by the rule \""
                    + before.rule()
                    + "\". For one contact, one rule sets an attribute: add conditions to one of them.");
        }
    }

    @Override
    public void optIn(String subscription, Channel channel) {
        optIns.putIfAbsent(new ManagedConsent(subscription, channel), rule());
    }

    private String rule() {
        return firing == null ? "" : firing.name();
    }
}
