package dev.kith.engine.rules;

import dev.kith.rules.ContactFact;
import dev.kith.spi.Channel;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kie.api.definition.rule.Rule;
import org.kie.api.runtime.rule.AgendaFilter;
import org.kie.api.runtime.rule.Match;

/** Hears the answers of the rules about one contact and notes which rule gave each. Used by one thread. */
final class Trail implements ContactFact.Answers, AgendaFilter {

    private static final int LONGEST_REASON = 1_000;
    private static final IdentityHashMap<Rule, LiveRule> NONE = new IdentityHashMap<>();

    final List<Decision.Denial> denials = new ArrayList<>();
    final Map<String, Decision.Assigned> attributes = new LinkedHashMap<>();
    final Map<ManagedConsent, String> optIns = new LinkedHashMap<>();
    final List<LiveRule> fired = new ArrayList<>();

    private final FirstFiring firstFiring;
    private IdentityHashMap<Rule, LiveRule> rules = NONE;
    private @Nullable LiveRule firing;

    Trail(FirstFiring firstFiring) {
        this.firstFiring = firstFiring;
    }

    /** The rules of one file are asked next. */
    void ask(IdentityHashMap<Rule, LiveRule> next) {
        rules = next;
        firing = null;
    }

    @Override
    public boolean accept(Match match) {
        fired();
        LiveRule rule = rules.get(match.getRule());
        if (rule == null) {
            return false;
        }
        firing = rule;
        fired.add(rule);
        firstFiring.before(rule);
        return true;
    }

    /** The rule that was firing has fired or failed. */
    void fired() {
        if (firing != null) {
            firstFiring.after(firing);
        }
    }

    @Nullable
    RuleText firing() {
        return firing == null ? null : firing.text();
    }

    @Override
    public void deny(@Nullable String reason) {
        LiveRule live = rule();
        live.mayDeny();
        String rule = live.name();
        denials.add(new Decision.Denial(rule, reason == null || reason.isBlank() ? rule : cut(reason.strip())));
    }

    private static String cut(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
    }

    @Override
    public void set(String attribute, @Nullable Object value) {
        rule().maySet(attribute);
        AttributeValue.of(attribute, value).ifPresent(found -> assign(attribute, found));
    }

    private void assign(String attribute, Object value) {
        Decision.Assigned before = attributes.putIfAbsent(attribute, new Decision.Assigned(value, rule().name()));
        if (before != null && !before.value().equals(value)) {
            throw new RuleFailure("The attribute \"" + attribute + "\" was already set to another value by the rule \""
                    + before.rule()
                    + "\". For one contact, one rule sets an attribute: add conditions to one of them.");
        }
    }

    @Override
    public void optIn(String subscription, Channel channel) {
        rule().mayOptIn(subscription, channel);
        optIns.putIfAbsent(new ManagedConsent(subscription, channel), rule().name());
    }

    private LiveRule rule() {
        if (firing == null) {
            throw new RuleFailure("A condition tried to answer. Only what stands after \"then\" can.");
        }
        return firing;
    }
}
