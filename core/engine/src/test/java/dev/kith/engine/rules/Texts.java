package dev.kith.engine.rules;

import dev.kith.spi.Choice;
import dev.kith.spi.Contact;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small rule sets for tests, over a schema with a field of each type. */
final class Texts {

    static final Path SHIPPED = Path.of("../../rules/tribe");

    static final String SCHEMA = """
            fields:
              firstName: {type: text, title: First name}
              lastName: {type: text, title: Last name}
              city: {type: text, title: City}
              customerType: {type: choice, title: Customer type}
              points: {type: integer, title: Points}
              credit: {type: decimal, title: Credit}
              vip: {type: boolean, title: VIP}
              birthDate: {type: date, title: Birth date}
              createdAt: {type: timestamp, title: Created}
              hobbies: {type: text-list, title: Hobbies}
            labels:
              - {name: Newsletter, id: "1"}
              - {name: Events, id: "2"}
            attributes:
              - {name: Email, type: text, purpose: email, id: "email"}
              - {name: CRM-ID, type: text, purpose: contact-key, id: "crmid"}
              - {name: First name, type: text, id: "first"}
              - {name: City, type: text, id: "city"}
              - {name: Points, type: integer, id: "points"}
              - {name: Score, type: integer, writable: false, id: "score"}
            subscriptions:
              - {name: Newsletter, channels: [email, sms], id: "10"}
              - {name: Events, channels: [email], id: "11"}
            """;

    private Texts() {}

    /** A file of some kind with these rules. */
    static String file(RuleKind kind, String rules) {
        return "package test." + kind.file().replace(".drl", "")
                + "\nimport crm.Contact\nimport static dev.kith.rules.Fn.*\n\n" + rules;
    }

    /** A rule set in which only one file has rules, from its line 5. */
    static RuleFiles with(RuleKind kind, String rules) {
        return withText(kind, file(kind, rules));
    }

    /** A rule set in which one file has this text. */
    static RuleFiles withText(RuleKind kind, String text) {
        return new RuleFiles(
                kind == RuleKind.CONDITION ? text : file(RuleKind.CONDITION, ""),
                kind == RuleKind.MAPPING ? text : file(RuleKind.MAPPING, ""),
                kind == RuleKind.CONSENT ? text : file(RuleKind.CONSENT, ""),
                SCHEMA);
    }

    static RuleFiles of(String conditions, String mappings, String consents) {
        return new RuleFiles(
                file(RuleKind.CONDITION, conditions),
                file(RuleKind.MAPPING, mappings),
                file(RuleKind.CONSENT, consents),
                SCHEMA);
    }

    static String rule(String name, String constraints, String action) {
        return "rule \"" + name + "\"\nwhen\n    contact : Contact( " + constraints + " )\nthen\n    " + action
                + "\nend\n";
    }

    static Contact contact(Map<String, Object> values, String... labels) {
        return new Contact("1", Optional.of("a@example.com"), values, List.of(labels), List.of(labels), true);
    }

    static Choice choice(String code) {
        return new Choice(code, "id-" + code, "name of " + code);
    }

    static List<String> problems(RuleFiles files) {
        return RuleSets.check(files).stream().map(RuleProblem::toString).toList();
    }
}
