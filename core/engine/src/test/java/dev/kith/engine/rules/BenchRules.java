package dev.kith.engine.rules;

import dev.kith.rules.Fn;
import dev.kith.spi.Channel;
import dev.kith.spi.Choice;
import dev.kith.spi.Contact;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@link RulesBenchmark} measures: 20 rules, the same in Java, and 480 more that compare one field. */
final class BenchRules {

    private static final int TIERS = 480;
    private static final ManagedConsent NEWSLETTER = new ManagedConsent("Newsletter", Channel.EMAIL);
    private static final ManagedConsent NEWSLETTER_SMS = new ManagedConsent("Newsletter", Channel.SMS);
    private static final ManagedConsent EVENTS = new ManagedConsent("Events", Channel.EMAIL);
    private static final ManagedConsent NEWS = new ManagedConsent("News", Channel.EMAIL);

    private BenchRules() {}

    /** Four conditions, twelve mappings, four consents; all twelve mappings and two consents fire for the contact. */
    static RuleFiles twenty() {
        return files("");
    }

    /** The twenty, and 480 mappings of which one fires. */
    static RuleFiles fiveHundred() {
        StringBuilder tiers = new StringBuilder();
        for (int i = 0; i < TIERS; i++) {
            tiers.append(rule("Tier " + i, "city == \"T" + i + "\"", "contact.set(\"Tier\", \"tier " + i + "\");"));
        }
        return files(tiers.toString());
    }

    private static RuleFiles files(String more) {
        String conditions = rule("No former", "vip == false", "contact.deny(\"not vip\");")
                + rule("Type", "customerType not in (\"A\", \"B\", \"P\")", "contact.deny(\"type\");")
                + rule("Named", "lastName == null", "contact.deny(\"no name\");")
                + rule("Poor", "points < 10", "contact.deny(\"points\");");
        String mappings = rule("M1", "", "contact.set(\"A1\", trim(contact.getFirstName()));")
                + rule("M2", "", "contact.set(\"A2\", upper(contact.getLastName()));")
                + rule("M3", "city != null", "contact.set(\"A3\", contact.getCity());")
                + rule("M4", "", "contact.set(\"A4\", join(\" \", contact.getFirstName(), contact.getLastName()));")
                + rule("M5", "customerType == \"A\"", "contact.set(\"A5\", contact.getCustomerTypeName());")
                + rule("M6", "points >= 100", "contact.set(\"A6\", contact.getPoints());")
                + rule("M7", "credit != null", "contact.set(\"A7\", contact.getCredit());")
                + rule("M8", "vip == true", "contact.set(\"A8\", true);")
                + rule("M9", "birthDate != null", "contact.set(\"A9\", contact.getBirthDate());")
                + rule("M10", "", "contact.set(\"A10\", contact.getCreatedAt());")
                + rule("M11", "hobbies contains \"chess\"", "contact.set(\"A11\", \"plays\");")
                + rule("M12", "email != null", "contact.set(\"A12\", lower(contact.getEmail()));")
                + more;
        String consents = rule("C1", "labels contains \"Newsletter\"", "contact.optIn(\"Newsletter\", EMAIL);")
                + rule("C2", "labels contains \"Newsletter\"", "contact.optIn(\"Newsletter\", SMS);")
                + rule("C3", "labels contains \"Events\"", "contact.optIn(\"Events\", EMAIL);")
                + rule("C4", "labels contains \"Events\"", "contact.optIn(\"News\", EMAIL);");
        return new RuleFiles(
                Texts.file(RuleKind.CONDITION, conditions),
                Texts.file(RuleKind.MAPPING, mappings),
                Texts.file(RuleKind.CONSENT, consents),
                schema());
    }

    private static String rule(String name, String constraints, String action) {
        return Texts.rule(name, constraints, action);
    }

    private static String schema() {
        StringBuilder schema = new StringBuilder(Texts.SCHEMA.replace(
                "attributes:\n",
                "  - {name: News, id: \"3\"}\nattributes:\n  - {name: Tier, type: text, id: \"tier\"}\n"));
        StringBuilder attributes = new StringBuilder();
        List<String> types = List.of(
                "text",
                "text",
                "text",
                "text",
                "text",
                "integer",
                "decimal",
                "boolean",
                "date",
                "timestamp",
                "text",
                "text");
        for (int i = 0; i < types.size(); i++) {
            attributes.append("  - {name: A" + (i + 1) + ", type: " + types.get(i) + ", id: \"a" + (i + 1) + "\"}\n");
        }
        schema.insert(schema.indexOf("subscriptions:"), attributes);
        return schema.append("  - {name: News, channels: [email], id: \"12\"}\n")
                .toString();
    }

    static Contact contact() {
        Map<String, Object> values = new HashMap<>();
        values.put("firstName", "Anna");
        values.put("lastName", "de Vries");
        values.put("city", "T7");
        values.put("customerType", Texts.choice("A"));
        values.put("points", 12_000L);
        values.put("credit", new BigDecimal("250.50"));
        values.put("vip", true);
        values.put("birthDate", LocalDate.of(1980, 5, 17));
        values.put("createdAt", Instant.parse("2020-01-01T00:00:00Z"));
        values.put("hobbies", List.of("go", "chess"));
        return Texts.contact(values, "Newsletter");
    }

    /** The contact of the shipped cases that has a value in every field. */
    static Contact shippedContact(RuleSet shipped) {
        return Cases.contact(shipped, Texts.SHIPPED.resolve("cases"), "A full contact gets every attribute")
                .orElseThrow();
    }

    /** What the twenty rules say, written by hand. */
    static Decision twentyInJava(Contact contact) {
        return inJava(contact, 0);
    }

    /** What the five hundred rules say, written by hand: 480 comparisons, one after the other. */
    static Decision fiveHundredInJava(Contact contact) {
        return inJava(contact, TIERS);
    }

    private static final List<String> TIER_CODES = tierCodes();

    private static List<String> tierCodes() {
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < TIERS; i++) {
            codes.add("T" + i);
        }
        return List.copyOf(codes);
    }

    private static Decision inJava(Contact contact, int tiers) {
        Map<String, Object> values = contact.values();
        List<Decision.Denial> denials = new ArrayList<>();
        Choice type = (Choice) values.get("customerType");
        String code = type == null ? "" : type.code();
        if (Boolean.FALSE.equals(values.get("vip"))) {
            denials.add(new Decision.Denial("No former", "not vip"));
        }
        if (!(code.equals("A") || code.equals("B") || code.equals("P"))) {
            denials.add(new Decision.Denial("Type", "type"));
        }
        if (values.get("lastName") == null) {
            denials.add(new Decision.Denial("Named", "no name"));
        }
        Long points = (Long) values.get("points");
        if (points != null && points < 10) {
            denials.add(new Decision.Denial("Poor", "points"));
        }
        Map<String, Decision.Assigned> attributes = new HashMap<>();
        if (denials.isEmpty()) {
            map(contact, points, attributes);
            Object city = values.get("city");
            for (int i = 0; i < tiers; i++) {
                if (TIER_CODES.get(i).equals(city)) {
                    attributes.put("Tier", new Decision.Assigned("tier " + i, "Tier " + i));
                }
            }
        }
        return new Decision(
                denials.isEmpty() ? Decision.Scope.IN : Decision.Scope.OUT,
                denials,
                attributes,
                denials.isEmpty(),
                consents(contact),
                consentRules(contact),
                List.of());
    }

    private static void map(Contact contact, @Nullable Long points, Map<String, Decision.Assigned> to) {
        Map<String, Object> values = contact.values();
        String first = (String) values.get("firstName");
        String last = (String) values.get("lastName");
        put(to, "A1", Fn.trim(first), "M1");
        put(to, "A2", Fn.upper(last), "M2");
        put(to, "A3", values.get("city"), "M3");
        put(to, "A4", Fn.join(" ", first, last), "M4");
        if (values.get("customerType") instanceof Choice type && type.code().equals("A")) {
            put(to, "A5", type.name(), "M5");
        }
        if (points != null && points >= 100) {
            put(to, "A6", points, "M6");
        }
        put(to, "A7", values.get("credit"), "M7");
        if (Boolean.TRUE.equals(values.get("vip"))) {
            put(to, "A8", true, "M8");
        }
        put(to, "A9", values.get("birthDate"), "M9");
        put(to, "A10", values.get("createdAt"), "M10");
        if (values.get("hobbies") instanceof List<?> hobbies && hobbies.contains("chess")) {
            put(to, "A11", "plays", "M11");
        }
        put(to, "A12", Fn.lower(contact.email().orElse(null)), "M12");
    }

    private static void put(Map<String, Decision.Assigned> to, String attribute, @Nullable Object value, String rule) {
        AttributeValue.of(attribute, value).ifPresent(found -> to.put(attribute, new Decision.Assigned(found, rule)));
    }

    private static Map<ManagedConsent, Decision.Answer> consents(Contact contact) {
        Map<ManagedConsent, Decision.Answer> answers = new HashMap<>();
        answers.put(NEWSLETTER, answer(contact, "Newsletter"));
        answers.put(NEWSLETTER_SMS, answer(contact, "Newsletter"));
        answers.put(EVENTS, answer(contact, "Events"));
        answers.put(NEWS, answer(contact, "Events"));
        return answers;
    }

    private static Decision.Answer answer(Contact contact, String label) {
        return contact.labels().contains(label) ? Decision.Answer.OPT_IN : Decision.Answer.NO_OPT_IN;
    }

    private static Map<ManagedConsent, String> consentRules(Contact contact) {
        Map<ManagedConsent, String> rules = new HashMap<>();
        if (contact.labels().contains("Newsletter")) {
            rules.put(NEWSLETTER, "C1");
            rules.put(NEWSLETTER_SMS, "C2");
        }
        if (contact.labels().contains("Events")) {
            rules.put(EVENTS, "C3");
            rules.put(NEWS, "C4");
        }
        return rules;
    }
}
