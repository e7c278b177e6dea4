package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.rules.Decision;
import dev.kith.engine.rules.RuleSet;
import dev.kith.engine.store.Change;
import dev.kith.engine.store.ConsentKey;
import dev.kith.engine.store.Link;
import dev.kith.spi.Contact;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** One rule set and the planner for what it decides, asked about contacts that nothing is written for. */
final class Judge {
    private final RuleSet rules;
    private final Audience audience;
    private final Planner planner;
    private final Set<ConsentKey> managed;

    Judge(RuleSet rules, Audience audience, boolean force) {
        this.rules = requireNonNull(rules, "rules");
        this.audience = requireNonNull(audience, "audience");
        planner = new Planner(new Managed(rules.attributes(), rules.consentLabels()), audience, rules.version(), force);
        managed = rules.consents().stream().map(audience::consent).collect(Collectors.toSet());
    }

    /** What the rules say of a contact, and what would be written for it. */
    record Judgement(Decision decision, Plan plan, Outcome outcome) {}

    Judgement judge(Contact contact, Link before) {
        return judge(contact, before, rules.decide(contact));
    }

    Judgement judge(Contact contact, Link before, Decision decision) {
        Plan plan = planner.plan(contact, before, decision);
        return new Judgement(decision, plan, Outcome.of(plan, managed));
    }

    /** What would come out otherwise than it stands now. */
    List<Change> changes(Judgement now) {
        List<Change> changes = changes(Outcome.of(now.plan().before()), now);
        return changes.isEmpty() && now.plan().write().isPresent() ? Comparing.RESENT : changes;
    }

    /** What would come out otherwise than that. */
    List<Change> changes(Outcome than, Judgement now) {
        return new Comparing(audience, than, now).changes();
    }
}
