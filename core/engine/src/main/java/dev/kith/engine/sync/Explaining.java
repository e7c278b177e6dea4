package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.rules.Explanation;
import dev.kith.engine.rules.RuleFiles;
import dev.kith.engine.rules.RuleProblem;
import dev.kith.engine.rules.RuleSet;
import dev.kith.engine.rules.RuleSetException;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.Store;
import dev.kith.spi.Contact;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Explains what is decided about one contact, read fresh from the CRM. Writes nothing; any thread. */
final class Explaining {
    private final Systems systems;
    private final Store store;
    private final String integration;

    Explaining(Systems systems, Store store, String integration) {
        this.systems = requireNonNull(systems, "systems");
        this.store = requireNonNull(store, "store");
        this.integration = requireNonNull(integration, "integration");
    }

    /** By the active rules; empty when the CRM doesn't show the contact. */
    Optional<ContactExplanation> explain(String key) {
        return contact(key).map(contact -> explain(contact, systems.ruleSet().orElseThrow()));
    }

    /** The same by other rules. */
    Optional<ContactExplanation> explain(String key, RuleFiles files) {
        return contact(key).map(contact -> explain(contact, systems.compiled(files)));
    }

    private Optional<Contact> contact(String key) {
        return systems.crm().lookup().fetch(List.of(key)).stream()
                .filter(contact -> contact.key().equals(key))
                .findFirst();
    }

    private ContactExplanation explain(Contact contact, RuleSet rules) {
        Descriptions now = systems.describe();
        List<String> gaps = rules.schema().gaps(now.schema(), rules);
        if (!gaps.isEmpty()) {
            throw new RuleSetException(
                    gaps.stream().map(gap -> new RuleProblem("", 0, "", gap)).toList());
        }
        Audience audience = new Audience(now.audience());
        Optional<Link> link = store.links().find(integration, contact.key());
        Explanation explanation = rules.explain(contact);
        Judge judge = new Judge(rules, audience, false);
        Judge.Judgement judged =
                judge.judge(contact, link.orElse(Memory.empty(integration, contact.key())), explanation.decision());
        return new ContactExplanation(
                contact.key(),
                explanation,
                link.isPresent(),
                link.map(Link::delivered).map(ids -> byName(ids, audience)).orElse(Map.of()),
                judged.plan().write().isPresent(),
                judge.changes(judged),
                judged.plan().issues());
    }

    private static Map<String, String> byName(Map<String, String> delivered, Audience audience) {
        Map<String, String> byName = new HashMap<>();
        delivered.forEach((id, text) -> byName.put(audience.nameOf(id), text));
        return byName;
    }
}
