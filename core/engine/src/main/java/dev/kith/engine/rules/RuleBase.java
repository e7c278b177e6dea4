package dev.kith.engine.rules;

import dev.kith.rules.ContactFact;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.drools.base.base.ClassObjectType;
import org.drools.base.rule.EntryPointId;
import org.drools.core.impl.InternalRuleBase;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.definition.KiePackage;
import org.kie.api.definition.rule.Rule;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;

/** The rules of one file, ready to be asked by any thread. */
final class RuleBase implements AutoCloseable {

    private static final int MOST_SESSIONS = 64;

    private final RuleKind kind;
    private final KieBase base;
    // A session that is reused for one contact after the other costs half of one that is reset in between. It is used
    // again
    // only when its fact is out of it and nothing failed; with activation groups never, since they leave a trace in it.
    private final ArrayBlockingQueue<KieSession> sessions = new ArrayBlockingQueue<>(MOST_SESSIONS);
    private final IdentityHashMap<Rule, LiveRule> rules;
    private final List<RuleText> texts;
    private final boolean grouped;

    /** @param grouped whether a rule is in an activation group: a used session forgets to cancel the others */
    RuleBase(RuleKind kind, KieBase base, List<LiveRule> rules, boolean grouped) {
        this.grouped = grouped;
        this.kind = kind;
        this.base = base;
        this.rules = byRule(base, rules);
        this.texts = rules.stream().map(LiveRule::text).toList();
    }

    /** By the rule of Drools itself, which is the same object each time it fires. */
    private static IdentityHashMap<Rule, LiveRule> byRule(KieBase base, List<LiveRule> rules) {
        Map<String, LiveRule> byName = rules.stream().collect(Collectors.toMap(LiveRule::name, Function.identity()));
        IdentityHashMap<Rule, LiveRule> byRule = new IdentityHashMap<>();
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
        KieSession session = take();
        boolean clean = false;
        try {
            FactHandle handle = session.insert(contact);
            // A rule can fire once a contact, so this limit is never met; it is there should a way be found.
            session.fireAllRules(trail, rules.size());
            session.delete(handle);
            clean = !grouped && session.getFactCount() == 0;
            return Optional.empty();
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            return Optional.of(RuleFailures.of(kind, texts, trail.firing(), e));
        } finally {
            trail.fired();
            giveBack(session, clean);
        }
    }

    private KieSession take() {
        @Nullable KieSession session = sessions.poll();
        return session == null ? base.newKieSession() : session;
    }

    private void giveBack(KieSession session, boolean clean) {
        if (!clean || !sessions.offer(session)) {
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
        for (KieSession session = sessions.poll(); session != null; session = sessions.poll()) {
            session.dispose();
        }
    }
}
