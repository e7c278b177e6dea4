package dev.kith.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kith.spi.Channel;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RuleRowsTest {

    private static final int SEEDS = 60;
    private static final Schema SCHEMA = Schema.parse(Texts.SCHEMA);

    @Test
    void rulesOfASimpleShapeAreRows() {
        RuleRows shipped = RuleRows.read(RuleFiles.read(Texts.SHIPPED));

        assertThat(shipped.items(RuleKind.CONDITION).get(0).row())
                .contains(new Row.Condition(
                        "Only customers, partners and prospects",
                        "customerType",
                        RowOperator.IN,
                        List.of("A", "B", "P"),
                        "The customer type is not A, B or P"));
        assertThat(shipped.items(RuleKind.CONDITION).get(1).row())
                .contains(new Row.Condition(
                        "No former relations", "former", RowOperator.IS_NOT, List.of(true), "The relation has ended"));
        assertThat(shipped.items(RuleKind.CONDITION).get(2).row()).isEmpty();
        assertThat(shipped.items(RuleKind.MAPPING))
                .extracting(RuleRows.Item::row)
                .contains(Optional.of(new Row.Mapping("Country", "Country", "country", Optional.of("country"))))
                .contains(
                        Optional.of(new Row.Mapping("Full name as given", "Full name", "fullName", Optional.empty())));
        assertThat(shipped.items(RuleKind.CONSENT))
                .hasSize(4)
                .extracting(item -> item.row().orElseThrow())
                .contains(new Row.Consent("Events by SMS", "Events", "Events", Channel.SMS));
    }

    @ParameterizedTest
    @EnumSource(RuleKind.class)
    void rowsAreReadAsTheyWereWritten(RuleKind kind) {
        for (int seed = 0; seed < SEEDS; seed++) {
            RowTexts texts = new RowTexts(seed);
            Row row = texts.row(kind);

            String rule = written(row);

            assertThat(RowReader.read(kind, rule, SCHEMA)).as(rule).contains(row);
        }
    }

    @ParameterizedTest
    @EnumSource(RuleKind.class)
    void changingARowLeavesEveryOtherCharacter(RuleKind kind) {
        for (int seed = 0; seed < SEEDS; seed++) {
            RowTexts texts = new RowTexts(seed);
            String lineEnd = seed % 2 == 0 ? "\n" : "\r\n";
            String text = file(kind, texts).replace("\n", lineEnd);
            List<PlacedRule> placed = placed(kind, text);
            List<PlacedRule> rows =
                    placed.stream().filter(rule -> rule.row().isPresent()).toList();
            assertThat(rows).hasSize(4);
            List<WantedRow> same = wanted(rows);
            PlacedRule one = texts.one(rows);
            Row other = texts.row(kind);
            String before = text.substring(0, one.start());
            String after = text.substring(one.end());
            String rule = written(other).replace("\n", lineEnd);

            assertThat(apply(kind, text, same)).isEqualTo(text);
            assertThat(apply(
                            kind,
                            text,
                            with(same, new WantedRow(other, one.text().name()))))
                    .isEqualTo(before + rule.strip() + after);
            assertThat(apply(kind, text, with(same, new WantedRow(other, other.name()))))
                    .isEqualTo(text + (text.endsWith("\n") ? "" : lineEnd) + lineEnd + rule);
            String removed = apply(kind, text, without(same, one.text().name()));
            assertThat(before).startsWith(before.stripTrailing());
            assertThat(removed)
                    .startsWith(before.stripTrailing())
                    .endsWith(after.stripLeading())
                    .hasSizeBetween(text.length() - (one.end() - one.start()) - 20, text.length());
            assertThat(names(placed(kind, removed)))
                    .isEqualTo(without(names(placed), one.text().name()));
        }
    }

    private static String file(RuleKind kind, RowTexts texts) {
        StringBuilder text = new StringBuilder(Texts.file(kind, ""));
        for (int i = 0; i < 4; i++) {
            text.append(texts.between(kind));
            text.append(written(texts.row(kind)));
            text.append(texts.between(kind));
        }
        return text.toString();
    }

    private static String written(Row row) {
        Problems problems = new Problems();
        Optional<String> rule = new RowWriter(SCHEMA, problems).write(row);
        assertThat(problems.all()).as(row.toString()).isEmpty();
        return rule.orElseThrow();
    }

    private static List<PlacedRule> placed(RuleKind kind, String text) {
        Problems problems = new Problems();
        ParsedFile file = DrlReader.read(new SourceText(kind, text), problems).orElseThrow();
        assertThat(problems.all()).as(text).isEmpty();
        return file.rules().stream()
                .map(rule -> PlacedRule.of(rule, text, SCHEMA))
                .toList();
    }

    private static String apply(RuleKind kind, String text, List<WantedRow> wanted) {
        Problems problems = new Problems();
        String changed =
                new RowChange(kind, new RowWriter(SCHEMA, problems), problems).apply(text, placed(kind, text), wanted);
        assertThat(problems.all()).isEmpty();
        return changed;
    }

    private static List<WantedRow> wanted(List<PlacedRule> rows) {
        return rows.stream()
                .map(rule -> new WantedRow(rule.row().orElseThrow(), rule.text().name()))
                .toList();
    }

    private static List<WantedRow> with(List<WantedRow> rows, WantedRow one) {
        List<WantedRow> changed = new ArrayList<>(without(rows, one.was()));
        changed.add(one);
        return changed;
    }

    private static List<WantedRow> without(List<WantedRow> rows, String name) {
        return rows.stream().filter(row -> !row.was().equals(name)).toList();
    }

    private static List<String> names(List<PlacedRule> rules) {
        return rules.stream().map(rule -> rule.text().name()).toList();
    }

    private static <T> List<T> without(List<T> all, T one) {
        return all.stream().filter(other -> !other.equals(one)).toList();
    }

    @Test
    void aValueIsOnlyEverAValue() {
        List<WantedRow> rows = new ArrayList<>();
        for (int i = 0; i < RowTexts.HOSTILE.size(); i++) {
            String value = RowTexts.HOSTILE.get(i);
            String name = "Row " + i;
            rows.add(new WantedRow(
                    new Row.Condition(name, "city", RowOperator.IS_NOT, List.of(value), "denied by " + value), name));
        }
        RuleFiles files = RuleRows.read(Texts.of("", "", "")).with(Map.of(RuleKind.CONDITION, rows));

        try (RuleSet set = RuleSets.compile(files)) {
            for (int i = 0; i < RowTexts.HOSTILE.size(); i++) {
                String value = RowTexts.HOSTILE.get(i);
                assertThat(set.decide(Texts.contact(Map.of("city", value))).denials())
                        .as(value)
                        .containsExactly(new Decision.Denial("Row " + i, ("denied by " + value).strip()));
            }
            assertThat(set.decide(Texts.contact(Map.of("city", "another"))).denials())
                    .isEmpty();
        }
    }

    @Test
    void aConditionSaysWhatAContactMustMeet() {
        List<WantedRow> rows = new ArrayList<>();
        Map.of(
                        "A",
                        new Row.Condition("A", "points", RowOperator.IS, List.of(3_000_000_000L), "A"),
                        "B",
                        new Row.Condition("B", "credit", RowOperator.IN, List.of(new BigDecimal("-1.50"), 2L), "B"),
                        "C",
                        new Row.Condition("C", "birthDate", RowOperator.IS, List.of("2000-02-29"), "C"),
                        "D",
                        new Row.Condition("D", "hobbies", RowOperator.CONTAINS, List.of("chess"), "D"),
                        "E",
                        new Row.Condition("E", "firstName", RowOperator.NOT_EMPTY, List.of(), "E"),
                        "F",
                        new Row.Condition("F", "lastName", RowOperator.EMPTY, List.of(), "F"),
                        "G",
                        new Row.Condition("G", "labels", RowOperator.NOT_CONTAINS, List.of("Events"), "G"))
                .forEach((name, row) -> rows.add(new WantedRow(row, name)));
        RuleFiles files = RuleRows.read(Texts.withText(RuleKind.CONDITION, "package test.conditions"))
                .with(Map.of(RuleKind.CONDITION, rows));

        assertThat(files.conditions())
                .startsWith("package test.conditions\nimport crm.Contact\nimport static dev.kith.rules.Fn.*\n");
        try (RuleSet set = RuleSets.compile(files)) {
            assertThat(set.decide(Texts.contact(Map.of(
                                    "points",
                                    3_000_000_000L,
                                    "credit",
                                    new BigDecimal("-1.5"),
                                    "birthDate",
                                    java.time.LocalDate.of(2000, 2, 29),
                                    "hobbies",
                                    List.of("go", "chess"),
                                    "firstName",
                                    "x")))
                            .denials())
                    .isEmpty();
            assertThat(set.decide(Texts.contact(Map.of("points", 1L, "lastName", "x"), "Events"))
                            .denials())
                    .extracting(Decision.Denial::rule)
                    .containsExactlyInAnyOrder("A", "B", "C", "D", "E", "F", "G");
        }
    }

    @Test
    void everythingThatIsWrongIsToldAtOnceAndNothingIsWritten() {
        List<WantedRow> conditions = List.of(
                wanted(new Row.Condition("\" end rule \"", "city", RowOperator.IS, List.of("x"), "x")),
                wanted(new Row.Condition("Field", "citty", RowOperator.IS, List.of("x"), "x")),
                wanted(new Row.Condition("Code", "city) eval(true", RowOperator.IS, List.of("x"), "x")),
                wanted(new Row.Condition("Type", "points", RowOperator.IS, List.of("x"), "x")),
                wanted(new Row.Condition("Count", "city", RowOperator.IS, List.of("x", "y"), "x")),
                wanted(new Row.Condition("Operator", "hobbies", RowOperator.IS, List.of("x"), "x")),
                wanted(new Row.Condition("Escape", "city", RowOperator.IS, List.of("C:\\users"), "x")),
                wanted(new Row.Condition("Unseen", "city", RowOperator.IS, List.of("a\u0000b"), "x")),
                wanted(new Row.Condition("Return", "city", RowOperator.IS, List.of("a\rb"), "x")));
        List<WantedRow> mappings = List.of(
                wanted(new Row.Mapping("Helper", "City", "city", Optional.of("System.exit"))),
                wanted(new Row.Mapping("Attribute", "Citty", "city", Optional.empty())),
                wanted(new Row.Mapping("Types", "City", "vip", Optional.of("upper"))));
        List<WantedRow> consents = List.of(
                wanted(new Row.Consent("Label", "Newsleter", "Newsletter", Channel.EMAIL)),
                wanted(new Row.Consent("Channel", "Events", "Events", Channel.SMS)));
        RuleRows rows = RuleRows.read(Texts.of("", "", ""));

        RuleSetException refused = catchThrowableOfType(
                RuleSetException.class,
                () -> rows.with(Map.of(
                        RuleKind.CONDITION, conditions, RuleKind.MAPPING, mappings, RuleKind.CONSENT, consents)));

        assertThat(refused.problems())
                .extracting(RuleProblem::toString)
                .anyMatch(problem -> problem.endsWith(
                        "The name may have letters, digits, spaces and ' , . - _ ( ) / & : + only, at most 120."))
                .contains(
                        "conditions.drl, rule \"Field\": The contact has no field \"citty\". Did you mean city?",
                        "conditions.drl, rule \"Code\": The contact has no field \"city) eval(true\".",
                        "conditions.drl, rule \"Type\": \"points\" is a whole number. Give it one of at most 18 digits.",
                        "conditions.drl, rule \"Count\": \"=\" takes one value, not 2.",
                        "conditions.drl, rule \"Operator\": \"hobbies\" can't be asked with \"=\", but with: contains, not contains.",
                        "conditions.drl, rule \"Escape\": A \\u escape is not allowed. Write the character itself.",
                        "mappings.drl, rule \"Helper\": There is no helper \"System.exit\" for rows.")
                .anyMatch(problem -> problem.contains("rule \"Unseen\": There is a control character"))
                .anyMatch(problem -> problem.contains("rule \"Return\": "))
                .anyMatch(problem -> problem.contains("rule \"Attribute\"") && problem.contains("Did you mean City?"))
                .anyMatch(problem -> problem.contains("rule \"Label\"") && problem.contains("Did you mean Newsletter?"))
                .anyMatch(problem -> problem.contains("rule \"Channel\""));
    }

    private static WantedRow wanted(Row row) {
        return new WantedRow(row, row.name());
    }

    @Test
    void anImportComesBelowTheOthersAlsoWhenANoteAboveHasAnEmoji() {
        String head = "package a.b\n// \uD83D\uDE00 ours\nimport crm.Contact\n";
        RowEdit edit = new RowEdit(head + "\nrule \"x\"\n");

        edit.needs("import static dev.kith.rules.Fn.*");

        assertThat(edit.text()).isEqualTo(head + "import static dev.kith.rules.Fn.*\n\nrule \"x\"\n");
    }

    @Test
    void aRowThatTakesTheNameOfAHandWrittenRuleIsRefused() {
        String byHand = Texts.rule("By hand", "city == \"A\", vip == true", "contact.deny(\"x\");");
        RuleRows rows = RuleRows.read(Texts.with(RuleKind.CONDITION, byHand));

        RuleSetException refused = catchThrowableOfType(
                RuleSetException.class,
                () -> rows.with(Map.of(
                        RuleKind.CONDITION,
                        List.of(wanted(new Row.Condition("By hand", "city", RowOperator.IS, List.of("x"), "x"))))));

        assertThat(refused.problems())
                .extracting(RuleProblem::message)
                .containsExactly("There is another rule of this name in the file. Give each rule its own name.");
    }
}
