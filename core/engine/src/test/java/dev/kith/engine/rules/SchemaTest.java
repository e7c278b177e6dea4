package dev.kith.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kith.spi.Attribute;
import dev.kith.spi.AudienceDescription;
import dev.kith.spi.Channel;
import dev.kith.spi.CrmDescription;
import dev.kith.spi.CrmField;
import dev.kith.spi.FieldType;
import dev.kith.spi.OptInLabel;
import dev.kith.spi.Subscription;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SchemaTest {

    @Test
    void writesWhatItReads() {
        Schema schema = Schema.of(
                new CrmDescription(
                        List.of(new CrmField("city", "City: \"here\" \\ # \u0007", FieldType.TEXT)),
                        List.of(new OptInLabel("1", "Old: - news", false))),
                new AudienceDescription(
                        List.of(new Attribute(
                                "id", "Name", Attribute.Type.TEXT, Attribute.Purpose.MAPPED_KEY, 400, false)),
                        List.of(new Subscription("2", "News", Set.of(Channel.SMS, Channel.EMAIL))),
                        List.of()));

        assertThat(Schema.parse(schema.toYaml())).isEqualTo(schema);
        assertThat(schema.toYaml())
                .startsWith("# What the rules in this folder can use")
                .contains("channels: [email, sms]")
                .contains("purpose: mapped-key, maxLength: 400, writable: false");
    }

    @Test
    void refusesUnknownKeysAndValuesWithTheirLine() {
        String yaml = """
                fields:
                  city: {type: txt, title: City}
                  vip: {type: boolean, titel: VIP}
                labels:
                  - {name: News}
                attributs: []
                subscriptions:
                  - {name: News, id: "1", channels: [emial]}
                """;

        assertThat(problems(yaml))
                .containsExactly(
                        "schema.yaml, line 6: Unknown key \"attributs\". Did you mean attributes? Allowed are fields, labels,"
                                + " attributes, subscriptions.",
                        "schema.yaml, line 2: \"type\" is one of text, integer, decimal, boolean, date, timestamp, choice,"
                                + " text-list, not \"txt\". Did you mean text?",
                        "schema.yaml, line 3: Unknown key \"titel\". Did you mean title? Allowed are type, title.",
                        "schema.yaml, line 5: \"id\" is missing here.",
                        "schema.yaml, line 8: A channel is email or sms, not \"emial\".");
    }

    @Test
    void refusesNamesThatRulesCannotUse() {
        String yaml = """
                fields:
                  City: {type: text}
                  "a\\"; System.exit(1); //": {type: text}
                  class: {type: text}
                  labels: {type: text-list}
                  when: {type: text}
                  role: {type: choice}
                  roleId: {type: text}
                  email: {type: integer}
                labels:
                  - {name: News, id: "1"}
                  - {name: News, id: "2"}
                """;

        assertThat(problems(yaml))
                .hasSize(8)
                .anyMatch(problem -> problem.startsWith("schema.yaml, line 2: \"City\" can't be a field's name"))
                .anyMatch(problem -> problem.startsWith("schema.yaml, line 3: "))
                .contains(
                        "schema.yaml, line 4: \"class\" is a name that every contact has. Give the field another alias.")
                .contains("schema.yaml, line 6: \"when\" is a word of the rule language. Give the field another alias.")
                .contains(
                        "schema.yaml, line 8: The fields \"role\" and \"roleId\" both have the name \"roleId\" in rules."
                                + " Give one of them another alias.")
                .contains("schema.yaml, line 9: The field \"email\" must be a text.")
                .contains("schema.yaml, line 12: There are two labels named \"News\". Give one of them an alias.");
    }

    @Test
    void tellsWhereATextIsNoYaml() {
        assertThat(problems("fields: {a: [}\n"))
                .singleElement()
                .asString()
                .startsWith("schema.yaml, line 1: This is not YAML");
        assertThat(problems("")).containsExactly("schema.yaml: The file is empty.");
    }

    @Test
    void tellsWhatRulesUseThatIsGoneOrChanged() {
        RuleFiles files = Texts.of(
                Texts.rule("C", "customerTypeName == \"x\", vip == true", "contact.deny(\"x\");"),
                Texts.rule(
                        "M",
                        "",
                        "contact.set(\"City\", contact.getCity()); contact.set(\"Points\", contact.getPoints());"),
                Texts.rule("N", "labels contains \"Newsletter\"", "contact.optIn(\"Newsletter\", SMS);")
                        + Texts.rule("E", "labels contains \"Events\"", "contact.optIn(\"Events\", EMAIL);"));
        String live = Texts.SCHEMA
                .replace("customerType: {type: choice", "kind: {type: choice")
                .replace("vip: {type: boolean", "vip: {type: text")
                .replace("lastName: {type: text", "surname: {type: text")
                .replace("{name: Newsletter, id: \"1\"}", "{name: News, id: \"1\"}")
                .replace("{name: Events, id: \"2\"}", "{name: Events, id: \"2\", active: false}")
                .replace("{name: City, type: text", "{name: City, type: text, writable: false")
                .replace("{name: Points, type: integer", "{name: Points, type: decimal")
                .replace("channels: [email, sms]", "channels: [email]")
                .replace("{name: Events, channels", "{name: Event, channels");

        try (RuleSet rules = RuleSets.compile(files)) {
            Schema known = rules.schema();

            assertThat(known.gaps(known, rules)).isEmpty();
            assertThat(known.gaps(Schema.parse(live), rules))
                    .extracting(gap -> gap.substring(0, gap.indexOf(" It is used in ")))
                    .containsExactly(
                            "The CRM no longer has the field \"customerType\" (Customer type).",
                            "The CRM's field \"vip\" (VIP) was BOOLEAN and is now TEXT.",
                            "The audience's attribute \"City\" can no longer be written.",
                            "The audience's attribute \"Points\" was INTEGER and is now DECIMAL.",
                            "The CRM no longer has the opt-in label \"Newsletter\".",
                            "The audience's subscription \"Newsletter\" can no longer be sent by SMS.",
                            "The audience no longer has the subscription \"Events\".");
        }
    }

    private static List<String> problems(String yaml) {
        RuleSetException refused = catchThrowableOfType(RuleSetException.class, () -> Schema.parse(yaml));
        return refused.problems().stream().map(RuleProblem::toString).toList();
    }
}
