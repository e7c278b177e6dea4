package dev.kith.engine.rules;

import static dev.kith.engine.rules.RuleKind.CONDITION;
import static dev.kith.engine.rules.RuleKind.CONSENT;
import static dev.kith.engine.rules.RuleKind.MAPPING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The mistakes authors make, with the exact words they read. */
class MistakeTest {

    private static final String DENY = "contact.deny(\"no\");";

    @ParameterizedTest(name = "{1}")
    @MethodSource
    void tellsWhatIsWrongInACondition(String expected, String constraints) {
        assertThat(Texts.problems(Texts.with(CONDITION, Texts.rule("R", constraints, DENY))))
                .containsExactly("conditions.drl, line 7, rule \"R\": " + expected);
    }

    static Stream<Arguments> tellsWhatIsWrongInACondition() {
        return Stream.of(
                arguments(
                        "The contact has no field \"custmerType\". Did you mean customerType?", "custmerType == \"A\""),
                arguments(
                        "\"=\" can't be used to compare. Write == for \"is\" and != for \"is not\".",
                        "customerType = \"A\""),
                arguments("\">\" is not expected here. Write != for \"is not\".", "customerType <> \"A\""),
                arguments(
                        "\"equals\" can't be used so. Write == for \"is\", or .equals( ... ).",
                        "customerType equals \"A\""),
                arguments(
                        "\"customerType\" is a text. Write the value in quotes: customerType == \"5\"",
                        "customerType == 5"),
                arguments("\"points\" is a number. Write it without quotes, as in: points == 10", "points == \"5\""),
                arguments(
                        "\"birthDate\" is a date. Write: birthDate < date(\"2024-01-31\")",
                        "birthDate < \"2000-01-01\""),
                arguments(
                        "\"createdAt\" is a date. Write: date(createdAt) < date(\"2024-01-31\")",
                        "createdAt < \"2000-01-01\""),
                arguments("\"vip\" is true or false. Write: vip == true", "vip == \"yes\""),
                arguments("\"hobbies\" is a list. Write: hobbies contains \"chess\"", "hobbies == \"chess\""),
                arguments("There is no helper \"trimm\". Did you mean trim?", "trimm(city) == \"x\""),
                arguments(
                        "\"matches\" is not allowed: a pattern can take for ever. Use contains, startsWith or a"
                                + " helper.",
                        "city matches \"a*\""),
                arguments(
                        "The CRM has no opt-in label \"Newsleter\". Did you mean Newsletter?",
                        "labels contains \"Newsleter\""),
                arguments("\".lenght\" can't be used in a rule. Write: .length()", "city.lenght > 3"),
                arguments(
                        "\"not\" can't stand before a parenthesis. Write ! instead: !( ... )", "not (city == \"x\")"));
    }

    @ParameterizedTest(name = "{1}: {2}")
    @MethodSource
    void tellsWhatIsWrongInAnAction(String expected, RuleKind kind, String action) {
        assertThat(Texts.problems(Texts.with(kind, Texts.rule("R", "", action))))
                .containsExactly(kind.file() + ", line 9, rule \"R\": " + expected);
    }

    static Stream<Arguments> tellsWhatIsWrongInAnAction() {
        return Stream.of(
                arguments(
                        "The action can't be read at or just before this line. Each step ends with ); and looks like:"
                                + " contact.deny(\"the reason\");",
                        CONDITION,
                        "contact.deny(\"no\")"),
                arguments("The contact has no \"denny()\". Did you mean deny?", CONDITION, "contact.denny(\"no\");"),
                arguments(
                        "\"set\" does not belong in conditions.drl. Write here: contact.deny(\"the reason\");",
                        CONDITION,
                        "contact.set(\"City\", \"x\");"),
                arguments("There is no helper \"deny\". Write: contact.deny( ... )", CONDITION, "deny(\"no\");"),
                arguments("\"city\" is unknown here. Write: contact.getCity()", CONDITION, "contact.deny(city);"),
                arguments(
                        "\"contact.city\" can't be read so. Write: contact.getCity()",
                        CONDITION,
                        "contact.deny(contact.city);"),
                arguments(
                        "The contact has no \"getCty()\". Did you mean getCity?",
                        CONDITION,
                        "contact.deny(contact.getCty());"),
                arguments(
                        "\"deny\" takes (text) and was given (whole number). Give it that, or use text(...).",
                        CONDITION,
                        "contact.deny(5);"),
                arguments(
                        "The audience has no attribute \"Citty\". Did you mean City?",
                        MAPPING,
                        "contact.set(\"Citty\", contact.getCity());"),
                arguments(
                        "The name in \"set\" must be written out in quotes. Write: contact.set(\"First name\","
                                + " contact.getFirstName());",
                        MAPPING,
                        "contact.set(contact.getCity(), \"x\");"),
                arguments(
                        "The attribute \"Email\" is filled without a rule. Take it out.",
                        MAPPING,
                        "contact.set(\"Email\", contact.getEmail());"),
                arguments(
                        "The attribute \"CRM-ID\" is filled without a rule. Take it out.",
                        MAPPING,
                        "contact.set(\"CRM-ID\", \"1\");"),
                arguments(
                        "The attribute \"Score\" can't be written. Choose another attribute.",
                        MAPPING,
                        "contact.set(\"Score\", 5);"),
                arguments(
                        "\"trim\" takes (text) and was given (whole number). Give it that, or use text(...).",
                        MAPPING,
                        "contact.set(\"City\", trim(contact.getPoints()));"),
                arguments(
                        "There is no helper \"uper\". Did you mean upper?",
                        MAPPING,
                        "contact.set(\"City\", uper(contact.getCity()));"),
                arguments(
                        "The contact can't be handed on. Use a value of it, such as contact.getFirstName().",
                        MAPPING,
                        "contact.set(\"City\", contact);"),
                arguments(
                        "The audience has no subscription \"Newsleter\". Did you mean Newsletter?",
                        CONSENT,
                        "contact.optIn(\"Newsleter\", EMAIL);"),
                arguments(
                        "The channel in \"optIn\" is EMAIL or SMS, without quotes. Write: contact.optIn(\"Newsletter\","
                                + " EMAIL);",
                        CONSENT,
                        "contact.optIn(\"Newsletter\", \"EMAIL\");"),
                arguments(
                        "\"EMIAL\" is unknown here. Did you mean EMAIL?", CONSENT, "contact.optIn(\"Events\", EMIAL);"),
                arguments(
                        "The subscription \"Events\" can't be sent by SMS. Choose another channel.",
                        CONSENT,
                        "contact.optIn(\"Events\", SMS);"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void tellsWhatIsWrongInAFile(String expected, String text) {
        assertThat(Texts.problems(Texts.withText(CONDITION, text))).containsExactly("conditions.drl" + expected);
    }

    static Stream<Arguments> tellsWhatIsWrongInAFile() {
        String rule = Texts.rule("A", "city == \"x\"", DENY);
        String outline = " A rule is: rule \"name\" when contact : Contact( ... ) then ...; end";
        String only =
                " Only rules, \"import crm.Contact\" and \"import static dev.kith.rules.Fn.*\" can be in the file.";
        return Stream.of(
                arguments(": The file is empty. It has at least a first line such as: package tribe.conditions", " \n"),
                arguments(
                        ", line 1: The package line is missing. Write as the first line: package tribe.conditions",
                        "import crm.Contact\n" + rule),
                arguments(
                        ", line 1: The import of the contact is missing. Write below the package line: import"
                                + " crm.Contact",
                        "package a.b\n" + rule),
                arguments(
                        ", line 1: Only rules can be here, after the package line and the imports. Found \"hello\".",
                        "hello"),
                arguments(
                        ", line 5, rule \"A\": The rule has no \"end\"." + outline,
                        file(rule.replace("\nend", "") + Texts.rule("B", "", DENY))),
                arguments(", line 5, rule \"A\": The rule has no \"then\"." + outline, file(rule.replace("then", ""))),
                arguments(", line 5, rule \"A\": The rule has no \"when\"." + outline, file(rule.replace("when", ""))),
                arguments(
                        ", line 8, rule \"A\": A closing parenthesis is missing before \"then\".",
                        file(rule.replace(" )\nthen", "\nthen"))),
                arguments(
                        ", line 7: The text that starts here does not end on this line. Write a \" after it.",
                        file(rule.replace("\"x\"", "\"x"))),
                arguments(
                        ", line 7: There is a single quote here. Write texts in double quotes: \"...\".",
                        file(rule.replace("\"x\"", "'x'"))),
                arguments(
                        ", line 7: There is a curly quote (\u201c) here. Write texts in straight quotes: \"...\".",
                        file(rule.replace("\"x\"", "\u201cx"))),
                arguments(
                        ", line 7: A \\u escape is not allowed. Write the character itself.",
                        file(rule.replace("\"x\"", "\"\\" + "u0041\""))),
                arguments(
                        ", line 7: More than 10 parentheses are open here. Split the rule.",
                        file(rule.replace("city", "((((((((((((((((city))))))))))))))))"))),
                arguments(
                        ", line 11, rule \"A\": There is another rule of this name in the file. Give each rule its own"
                                + " name.",
                        file(rule + rule)),
                arguments(
                        ", line 5, rule \"A * B\": The name may have letters, digits, spaces and ' , . - _ ( ) / & : +"
                                + " only, at most 120.",
                        file(rule.replace("\"A\"", "\"A * B\""))),
                arguments(
                        ", line 5, rule \"A\": \"salience\" is not allowed: a decision does not depend on order or"
                                + " time. Take it out.",
                        file(rule.replace("when", "salience 5 when"))),
                arguments(
                        ", line 3: The import of java.util.* is not allowed." + only,
                        "package a.b\nimport crm.Contact\nimport java.util.*\n" + rule),
                arguments(
                        ", line 5: A function is not allowed." + only,
                        file("function int f() { return 1; }\n" + rule)));
    }

    private static String file(String rules) {
        return Texts.file(CONDITION, rules);
    }

    @Test
    void s18RefusesAConsentRuleForTwoChannels() {
        String action = "contact.optIn(\"Newsletter\", EMAIL);\n    contact.optIn(\"Newsletter\", SMS);";

        assertThat(Texts.problems(Texts.with(CONSENT, Texts.rule("R", "", action))))
                .containsExactly(
                        "consents.drl, line 10, rule \"R\": A consent rule covers one subscription and one channel"
                                + " (S18), this one has 2 calls of optIn. Write a rule for each.");
    }

    @Test
    void d31RefusesTheSameLabelSubscriptionAndChannelTwice() {
        String action = "contact.optIn(\"Newsletter\", EMAIL);";
        String rules = Texts.rule("A", "labels contains \"Newsletter\"", action)
                + Texts.rule("B", "labels contains \"Newsletter\"", action);

        assertThat(Texts.problems(Texts.with(CONSENT, rules)))
                .containsExactly("consents.drl, line 11, rule \"B\": The rule \"A\" (line 5) already opts in to"
                        + " \"Newsletter\" by EMAIL for the same label (D31). Delete one of them.");
    }

    @Test
    void d32RefusesTwoLabelsForOneSubscriptionAndChannel() {
        String action = "contact.optIn(\"Newsletter\", EMAIL);";
        String rules = Texts.rule("A", "labels contains \"Newsletter\"", action)
                + Texts.rule("B", "labels contains \"Events\"", action);

        assertThat(Texts.problems(Texts.with(CONSENT, rules)))
                .containsExactly(
                        "consents.drl, line 11, rule \"B\": The rule \"A\" (line 5) opts in to \"Newsletter\" by"
                                + " EMAIL too, so removing a label would be ambiguous (D32). Keep one of them.");
    }

    @Test
    void tellsEveryProblemOfEveryFileAtOnce() {
        RuleFiles files = Texts.of(
                Texts.rule("A", "citty == \"x\"", DENY),
                Texts.rule("B", "", "contact.set(\"Citty\", \"x\");"),
                Texts.rule("C", "", "contact.optIn(\"Evnts\", EMAIL);"));

        assertThat(Texts.problems(files))
                .containsExactly(
                        "conditions.drl, line 7, rule \"A\": The contact has no field \"citty\". Did you mean city?",
                        "mappings.drl, line 9, rule \"B\": The audience has no attribute \"Citty\". Did you mean City?",
                        "consents.drl, line 9, rule \"C\": The audience has no subscription \"Evnts\". Did you mean"
                                + " Events?");
    }

    @Test
    void namesTheRightRuleAlsoBelowAnEmoji() {
        String rules = "// \uD83D\uDE00\n" + Texts.rule("A", "city == \"\uD83D\uDE00\"", DENY)
                + Texts.rule("B", "vip == true", DENY) + Texts.rule("C", "vip == true ,, points > 1", DENY);

        assertThat(Texts.problems(Texts.with(CONDITION, rules)))
                .singleElement()
                .asString()
                .startsWith("conditions.drl, line 20, rule \"C\": ");
    }

    @Test
    void refusesTwoFilesOfOnePackage() {
        String conditions = Texts.file(CONDITION, "");
        RuleFiles files = new RuleFiles(conditions, conditions, Texts.file(CONSENT, ""), Texts.SCHEMA);

        assertThat(Texts.problems(files))
                .containsExactly(
                        "mappings.drl, line 1: Another file has the package test.conditions too. Each file has a"
                                + " package of its own, such as: package tribe.mappings");
    }
}
