package dev.kith.engine.sync;

import dev.kith.engine.home.IntegrationSettings.GuardSettings;
import dev.kith.engine.rules.Decision;
import dev.kith.engine.rules.Decision.Answer;
import dev.kith.engine.rules.Decision.Assigned;
import dev.kith.engine.rules.Decision.Scope;
import dev.kith.engine.rules.ManagedConsent;
import dev.kith.engine.store.ConsentKey;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.Store;
import dev.kith.spi.Attribute;
import dev.kith.spi.Attribute.Purpose;
import dev.kith.spi.AudienceDescription;
import dev.kith.spi.Channel;
import dev.kith.spi.Contact;
import dev.kith.spi.Subscription;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A small audience, contact and decision for the tests of the pipeline. */
final class Given {
    static final ManagedConsent NEWS_EMAIL = new ManagedConsent("Newsletter", Channel.EMAIL);
    static final ManagedConsent NEWS_SMS = new ManagedConsent("Newsletter", Channel.SMS);
    static final ConsentKey NEWS_EMAIL_KEY = new ConsentKey("topic-news", Channel.EMAIL);
    static final ConsentKey NEWS_SMS_KEY = new ConsentKey("topic-news", Channel.SMS);

    static final Audience AUDIENCE = new Audience(new AudienceDescription(
            List.of(
                    new Attribute("a-email", "Email", Attribute.Type.TEXT, Purpose.EMAIL, 1000, true),
                    new Attribute("a-key", "CRM-ID", Attribute.Type.TEXT, Purpose.CONTACT_KEY, 1000, true),
                    new Attribute(
                            "a-mobile", "Mobile", Attribute.Type.INTEGER, Purpose.MAPPED_KEY, Integer.MAX_VALUE, true),
                    new Attribute("a-first", "First name", Attribute.Type.TEXT, Purpose.MAPPED, 10, true),
                    new Attribute("a-city", "City", Attribute.Type.TEXT, Purpose.MAPPED, 1000, true)),
            List.of(new Subscription("topic-news", "Newsletter", Set.of(Channel.EMAIL, Channel.SMS))),
            List.of()));

    static final Managed MANAGED = new Managed(
            Set.of("First name", "City", "Mobile"),
            Map.of(NEWS_EMAIL, Set.of("Newsletter"), NEWS_SMS, Set.of("Newsletter")));

    private Given() {}

    /** Rules that gave no consent before, either. */
    static final PastRules PAST = new PastRules(version -> contact -> inScope(Map.of()));

    static final GuardSettings GUARD = new GuardSettings(20, 10, Set.of());

    static Gates gates(Store store, Clock clock) {
        return new Gates("tribe", store.staged(), GUARD, PAST, PastReadings.NONE, clock);
    }

    static Planner planner() {
        return new Planner(MANAGED, AUDIENCE, "v1", false);
    }

    static Contact contact(String key, String... labels) {
        return new Contact(key, Optional.of(key + "@example.test"), Map.of(), List.of(labels), List.of(labels), true);
    }

    static Contact withoutEmail(String key, String... labels) {
        return new Contact(key, Optional.empty(), Map.of(), List.of(labels), List.of(labels), true);
    }

    static Link unknown(String key) {
        return Memory.empty("tribe", key);
    }

    /** In scope; the consents not named are not opted in. */
    static Decision inScope(Map<String, Object> attributes, ManagedConsent... optIns) {
        Map<String, Assigned> assigned = new HashMap<>();
        attributes.forEach((name, value) -> assigned.put(name, new Assigned(value, "A mapping")));
        return decision(Scope.IN, assigned, true, optIns);
    }

    static Decision outOfScope(ManagedConsent... optIns) {
        return decision(Scope.OUT, Map.of(), false, optIns);
    }

    static Decision decision(
            Scope scope, Map<String, Assigned> attributes, boolean attributesKnown, ManagedConsent... optIns) {
        Map<ManagedConsent, Answer> answers = new HashMap<>();
        MANAGED.consents().keySet().forEach(consent -> answers.put(consent, Answer.NO_OPT_IN));
        Map<ManagedConsent, String> rules = new HashMap<>();
        for (ManagedConsent optIn : optIns) {
            answers.put(optIn, Answer.OPT_IN);
            rules.put(optIn, "Newsletter rule");
        }
        return new Decision(scope, List.of(), attributes, attributesKnown, answers, rules, List.of());
    }
}
