package dev.kith.engine.rules;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes a row as the rule it stands for, or says why it can't be one. */
final class RowWriter {

    private final Schema schema;
    private final Problems problems;

    RowWriter(Schema schema, Problems problems) {
        this.schema = schema;
        this.problems = problems;
    }

    /** The rule, ending with a line end; empty, with the problem added, when the row can't be written. */
    Optional<String> write(Row row) {
        int before = problems.count();
        if (!RuleCheck.isName(row.name())) {
            problem(row, "The name may have " + RuleCheck.NAME_CHARACTERS);
            return Optional.empty();
        }
        String text = plain(row);
        if (problems.count() == before) {
            guard(row, text);
        }
        return problems.count() == before ? Optional.of(text) : Optional.empty();
    }

    /** The rule of a row, whether or not it may be written. */
    String plain(Row row) {
        if (row instanceof Row.Condition condition) {
            return condition(condition);
        }
        if (row instanceof Row.Mapping mapping) {
            return mapping(mapping, true);
        }
        if (row instanceof Row.Consent consent) {
            return consent(consent);
        }
        throw new IllegalStateException("no such row");
    }

    private String condition(Row.Condition row) {
        String comparison = property(row, row.field())
                .map(property -> comparison(row, property))
                .orElse("");
        return rule(row, comparison, "contact.deny(" + RowValue.quoted(row.reason()) + ");");
    }

    /** @param filled whether the rule asks first if the field has a value; it says the same without */
    String mapping(Row.Mapping row, boolean filled) {
        String value = property(row, row.field())
                .map(property -> "contact." + property.getter() + "()")
                .orElse("");
        Optional<String> helper = row.helper();
        if (helper.isPresent() && !RuleRows.HELPERS.contains(helper.get())) {
            problem(
                    row,
                    "There is no helper \"" + helper.get() + "\" for rows."
                            + Suggestion.text(helper.get(), RuleRows.HELPERS));
            return "";
        }
        String changed = helper.map(name -> name + "(" + value + ")").orElse(value);
        return rule(
                row,
                filled ? row.field() + " != null" : "",
                "contact.set(" + RowValue.quoted(row.attribute()) + ", " + changed + ");");
    }

    private static String consent(Row.Consent row) {
        return rule(
                row,
                "labels contains " + RowValue.quoted(row.label()),
                "contact.optIn(" + RowValue.quoted(row.subscription()) + ", "
                        + row.channel().name() + ");");
    }

    private static String rule(Row row, String comparison, String action) {
        String within = comparison.isEmpty() ? "" : " " + comparison + " ";
        return "rule " + RowValue.quoted(row.name()) + "\nwhen\n    contact : Contact(" + within + ")\nthen\n    "
                + action + "\nend\n";
    }

    private Optional<Property> property(Row row, String name) {
        Optional<Property> property = schema.property(name);
        if (property.isEmpty()) {
            List<String> known =
                    schema.properties().stream().map(Property::name).toList();
            problem(row, "The contact has no field \"" + name + "\"." + Suggestion.text(name, known));
        }
        return property;
    }

    private String comparison(Row.Condition row, Property property) {
        RowOperator operator = row.operator();
        if (!RowOperator.of(property.type()).contains(operator)) {
            problem(
                    row,
                    "\"" + property.name() + "\" can't be asked with \"" + operator.word() + "\", but with: "
                            + RowOperator.of(property.type()).stream()
                                    .map(RowOperator::word)
                                    .collect(Collectors.joining(", "))
                            + ".");
            return "";
        }
        String start = property.name() + " " + operator.veto();
        if (!rightCount(row)) {
            return "";
        }
        if (operator.alone()) {
            return start;
        }
        String values = row.values().stream()
                .map(value -> literal(row, property, value))
                .collect(Collectors.joining(", "));
        return start + (operator.list() ? " (" + values + ")" : " " + values);
    }

    private boolean rightCount(Row.Condition row) {
        int count = row.values().size();
        if (row.operator().list() ? count > 0 : count == (row.operator().alone() ? 0 : 1)) {
            return true;
        }
        problem(
                row,
                "\"" + row.operator().word() + "\" takes "
                        + (row.operator().list()
                                ? "at least one value"
                                : row.operator().alone() ? "no value" : "one value")
                        + ", not " + count + ".");
        return false;
    }

    private String literal(Row row, Property property, Object value) {
        Optional<String> literal = RowValue.literal(property, value);
        if (literal.isEmpty()) {
            problem(
                    row,
                    switch (property.type()) {
                        case TEXT, CHOICE, TEXT_LIST -> "\"" + property.name() + "\" is a text. Give it one in quotes.";
                        case INTEGER ->
                            "\"" + property.name() + "\" is a whole number. Give it one of at most 18 digits.";
                        case DECIMAL ->
                            "\"" + property.name() + "\" is a number. Give it one of at most 18 digits and 18"
                                    + " decimals.";
                        case BOOLEAN -> "\"" + property.name() + "\" is true or false, without quotes.";
                        case DATE, TIMESTAMP -> "\"" + property.name() + "\" is a date. Give it one as 2024-01-31.";
                    });
        }
        return literal.orElse("");
    }

    /** What a rule file can't hold anywhere; the same row must be read from the rule, or it isn't written. */
    private void guard(Row row, String text) {
        Problems found = new Problems();
        SourceText file = new SourceText(row.kind(), "package row\n" + text);
        if (!TextGuard.passes(file, found)) {
            found.all().forEach(one -> problem(row, one.message()));
        } else if (!RowReader.read(row.kind(), text.strip(), schema)
                .filter(row::saysTheSameAs)
                .isPresent()) {
            problem(
                    row,
                    "The row can't be written as a rule. Write the rule in "
                            + row.kind().file() + ".");
        }
    }

    private void problem(Row row, String message) {
        problems.add(row.kind().file(), 0, row.name(), message);
    }
}
