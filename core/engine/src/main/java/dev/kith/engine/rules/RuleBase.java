package dev.kith.engine.rules;

import dev.kith.rules.ContactFact;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.drools.base.base.ClassObjectType;
import org.drools.base.rule.EntryPointId;
import org.drools.core.impl.InternalRuleBase;
import org.kie.api.KieBase;
import org.kie.api.definition.KiePackage;
import org.kie.api.definition.rule.Rule;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionsPool;

/** The rules of one file, ready to be asked by any thread. */
final class RuleBase implements AutoCloseable {

    private final RuleKind kind;
    private final KieBase base;
    private final KieSessionsPool sessions;
    private final Map<Rule, LiveRule> rules;
    private final List<RuleText> texts;
    private final boolean grouped;

    /** @param grouped whether a rule is in an activation group: a used session of a pool forgets to cancel the others */
    RuleBase(RuleKind kind, KieBase base, List<LiveRule> rules, boolean grouped) {
        this.grouped = grouped;
        this.kind = kind;
        this.base = base;
        this.sessions = base.newKieSessionsPool(1);
        this.rules = byRule(base, rules);
        this.texts = rules.stream().map(LiveRule::text).toList();
    }

    /** By the rule of Drools itself, which is the same object each time it fires. */
    private static Map<Rule, LiveRule> byRule(KieBase base, List<LiveRule> rules) {
        Map<String, LiveRule> byName = rules.stream().collect(Collectors.toMap(LiveRule::name, Function.identity()));
        Map<Rule, LiveRule> byRule = new IdentityHashMap<>();
        for (KiePackage part : base.getKiePackages()) {
            for (Rule rule : part.getRules()) {
                LiveRule live = byName.get(rule.getName());
                if (live != null) {
                    byRule.put(rule, live);
                }
            }
        }
        return byRule;
    }

    /** Lets every rule look at the contact; the trail hears what they say. Answers what failed. */
    Optional<Decision.RuleError> ask(ContactFact contact, Trail trail) {
        if (rules.isEmpty()) {
            return Optional.empty();
        }
        trail.ask(rules);
        KieSession session = grouped ? base.newKieSession() : sessions.newKieSession();
        try {
            session.insert(contact);
            // A rule can fire once a contact, so this limit is never met; it is there should a way be found.
            session.fireAllRules(trail, rules.size());
            return Optional.empty();
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            return Optional.of(RuleFailures.of(kind, texts, trail.firing(), e));
        } finally {
            trail.fired();
            session.dispose();
        }
    }

    /** Whether the rules look at this very class; if not, none would ever fire. */
    boolean sees(Class<?> contact) {
        return rules.isEmpty()
                || ((InternalRuleBase) base)
                        .getRete().getEntryPointNode(EntryPointId.DEFAULT).getObjectTypeNodes().keySet().stream()
                                .anyMatch(
                                        type -> type instanceof ClassObjectType seen && seen.getClassType() == contact);
    }

    @Override
    public void close() {
        sessions.shutdown();
    }
}
