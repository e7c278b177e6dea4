package dev.kith.engine.sync;

import dev.kith.engine.rules.Decision;
import dev.kith.engine.rules.Decision.Answer;
import dev.kith.engine.rules.Decision.Assigned;
import dev.kith.engine.rules.Decision.Scope;
import dev.kith.engine.rules.ManagedConsent;
import dev.kith.engine.store.ConsentKey;
import dev.kith.spi.Attribute;
import dev.kith.spi.Attribute.Purpose;
import dev.kith.spi.AudienceDescription;
import dev.kith.spi.Channel;
import dev.kith.spi.Contact;
import dev.kith.spi.Subscription;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A rule set of a history: which contacts are in scope, which attribute takes the city, which consents have a rule.
 *
 * @param goes whether contacts of the city of Goes are in scope
 * @param attribute the id and name of the attribute that takes the city
 * @param offers whether the consents of the offers have a rule
 */
record HistoryRules(String version, boolean goes, String attribute, boolean offers) {
    static final List<HistoryRules> ALL = List.of(
            new HistoryRules("v1", true, "City", true),
            new HistoryRules("v2", false, "City", true),
            new HistoryRules("v3", true, "Town", false));

    static final ManagedConsent NEWS = new ManagedConsent("News", Channel.EMAIL);
    static final ManagedConsent OFFERS_EMAIL = new ManagedConsent("Offers", Channel.EMAIL);
    static final ManagedConsent OFFERS_SMS = new ManagedConsent("Offers", Channel.SMS);

    static final Audience AUDIENCE = new Audience(new AudienceDescription(
            List.of(
                    new Attribute("Email", "Email", Attribute.Type.TEXT, Purpose.EMAIL, 1000, true),
                    new Attribute("CRM-ID", "CRM-ID", Attribute.Type.TEXT, Purpose.CONTACT_KEY, 1000, true),
                    new Attribute(
                            "Mobile", "Mobile", Attribute.Type.INTEGER, Purpose.MAPPED_KEY, Integer.MAX_VALUE, true),
                    new Attribute("City", "City", Attribute.Type.TEXT, Purpose.MAPPED, 1000, true),
                    new Attribute("Town", "Town", Attribute.Type.TEXT, Purpose.MAPPED, 1000, true),
                    new Attribute("Vip", "Vip", Attribute.Type.BOOLEAN, Purpose.MAPPED, 10, true),
                    new Attribute("Gold", "Gold", Attribute.Type.BOOLEAN, Purpose.MAPPED, 10, true),
                    new Attribute("Club", "Club", Attribute.Type.BOOLEAN, Purpose.MAPPED, 10, true)),
            List.of(
                    new Subscription("news", "News", Set.of(Channel.EMAIL)),
                    new Subscription("offers", "Offers", Set.of(Channel.EMAIL, Channel.SMS))),
            List.of()));

    /** Every consent that a rule set may manage, with its label. */
    static final Map<ConsentKey, String> LABELS = Map.of(
            AUDIENCE.consent(NEWS), HistoryCrm.NEWSLETTER,
            AUDIENCE.consent(OFFERS_EMAIL), HistoryCrm.OFFERS,
            AUDIENCE.consent(OFFERS_SMS), HistoryCrm.OFFERS);

    static final PastRules PAST = new PastRules(version -> of(version)::decide);

    static HistoryRules of(String version) {
        return ALL.stream()
                .filter(rules -> rules.version().equals(version))
                .findAny()
                .orElseThrow();
    }

    Managed managed() {
        Set<String> newsletter = Set.of(HistoryCrm.NEWSLETTER);
        Set<String> offer = Set.of(HistoryCrm.OFFERS);
        return new Managed(
                Set.of(attribute, "Mobile"),
                offers ? Map.of(NEWS, newsletter, OFFERS_EMAIL, offer, OFFERS_SMS, offer) : Map.of(NEWS, newsletter));
    }

    boolean manages(ConsentKey key) {
        return managed().consents().keySet().stream()
                .anyMatch(consent -> AUDIENCE.consent(consent).equals(key));
    }

    Planner planner() {
        return new Planner(managed(), AUDIENCE, version, false);
    }

    boolean inScope(boolean out, String city) {
        return !out && (goes || !city.equals("Goes"));
    }

    Decision decide(Contact contact) {
        Optional<Object> city = Optional.ofNullable(contact.values().get("City"));
        boolean in = inScope(contact.values().containsKey("out"), String.valueOf(city.orElse("")));
        Map<ManagedConsent, Answer> answers = new HashMap<>();
        Map<ManagedConsent, String> rules = new HashMap<>();
        managed().consents().forEach((consent, labels) -> {
            boolean optIn = contact.labels().containsAll(labels);
            answers.put(consent, optIn ? Answer.OPT_IN : Answer.NO_OPT_IN);
            if (optIn) {
                rules.put(consent, "Rule of " + consent.subscription());
            }
        });
        Map<String, Assigned> attributes = new HashMap<>();
        Optional.ofNullable(contact.values().get("Mobile"))
                .filter(any -> in)
                .ifPresent(value -> attributes.put("Mobile", new Assigned(value, "Mobile")));
        city.filter(any -> in).ifPresent(value -> attributes.put(attribute, new Assigned(value, "City")));
        return new Decision(in ? Scope.IN : Scope.OUT, List.of(), attributes, in, answers, rules, List.of());
    }
}
