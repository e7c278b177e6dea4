package dev.kith.engine.rules;

import dev.kith.spi.Channel;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Rows, and files of rows between hand-written rules and comments, made from a seed. */
final class RowTexts {

    /** What somebody may type, or a CRM may hold, that looks like something else in a rule file. */
    static final List<String> HOSTILE = List.of(
            "\"); System.exit(1); //",
            "\" || eval(true) || \"",
            "x\" )\nthen contact.set(\"City\", \"y\"); end rule \"z",
            "\\",
            "\\\"",
            "\\\\\" + 1 + \"",
            "ends with \\",
            "'",
            "*/ end /*",
            "// not a comment",
            "/* nor this",
            "end",
            "rule \"x\" when then end",
            "line\nline\ttab",
            "\\n is no line",
            "${env:HOME} #{x} @{y} %s",
            "null",
            "true",
            "2024-01-31",
            "  blanks  ",
            "é 漢字 😀 ß",
            ");",
            "",
            "Newsletter");

    private static final List<String> NAMES =
            List.of("Only A", "It's (a) name: with / & + signs", "end", "rule", "when then", "Ålesund é", "x.y_z-1");

    private final Random random;
    private int made;

    RowTexts(long seed) {
        random = new Random(seed);
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    Row row(RuleKind kind) {
        String name = one(NAMES) + " " + made++;
        return switch (kind) {
            case CONDITION -> condition(name);
            case MAPPING ->
                new Row.Mapping(
                        name,
                        one(HOSTILE),
                        one(List.of("city", "points", "customerTypeName", "email")),
                        random.nextBoolean() ? Optional.empty() : Optional.of(one(RuleRows.HELPERS)));
            case CONSENT -> new Row.Consent(name, one(HOSTILE), one(HOSTILE), one(List.of(Channel.values())));
        };
    }

    private Row condition(String name) {
        Property property = one(Schema.parse(Texts.SCHEMA).properties());
        RowOperator operator = one(RowOperator.of(property.type()));
        List<Object> values = new ArrayList<>();
        int count = operator.alone() ? 0 : operator.list() ? 1 + random.nextInt(3) : 1;
        for (int i = 0; i < count; i++) {
            values.add(value(property));
        }
        return new Row.Condition(name, property.name(), operator, values, one(HOSTILE));
    }

    private Object value(Property property) {
        return switch (property.type()) {
            case TEXT, CHOICE, TEXT_LIST -> one(HOSTILE);
            case INTEGER -> one(List.of(0L, -5L, 42L, 3_000_000_000L, 999_999_999_999_999_999L));
            case DECIMAL -> one(List.of(new BigDecimal("10.50"), new BigDecimal("-0.001"), new BigDecimal("7")));
            case BOOLEAN -> random.nextBoolean();
            case DATE, TIMESTAMP -> one(List.of("2000-02-29", "1899-12-31"));
        };
    }

    /** Something between rows that is no row: it must stay as it is. */
    String between(RuleKind kind) {
        return one(List.of(
                "\n",
                "// a comment with a rule \"x\" in it\n",
                "/* two\n   lines: rule \"y\" when then end */\n\n",
                "\t \n\n",
                "   ",
                handWritten(kind),
                handWritten(kind)));
    }

    private String handWritten(RuleKind kind) {
        String action = one(List.of(
                "// why\n    contact." + kind.answer() + "(\"x\");",
                "if (contact.getVip()) { contact." + kind.answer() + "(\"a \\\" b\", 1); }"));
        return Texts.rule("By hand " + made++, "city == \"A\" || city == \"// no\"", action);
    }
}
