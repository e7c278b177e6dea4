package dev.kith.engine.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Brings the rows of one file to what they are to be. */
final class RowChange {

    private static final String CONTACT = "import crm.Contact";
    private static final String HELPERS = "import static dev.kith.rules.Fn.*";
    private static final Pattern HELPER = Pattern.compile("\\b(?:" + String.join("|", RuleRows.HELPERS) + ")\\(");

    private final RuleKind kind;
    private final RowWriter writer;
    private final Problems problems;
    private final List<String> written = new ArrayList<>();

    RowChange(RuleKind kind, RowWriter writer, Problems problems) {
        this.kind = kind;
        this.writer = writer;
        this.problems = problems;
    }

    /** The file's text with the rows; one that can't be written is left out, with the problem added. */
    String apply(String text, List<PlacedRule> rules, List<WantedRow> wanted) {
        RowEdit edit = new RowEdit(text);
        Set<String> known = change(edit, rules, byName(wanted));
        wanted.stream()
                .filter(one -> !known.contains(one.was()))
                .forEach(one -> write(one.row()).ifPresent(edit::append));
        if (!written.isEmpty()) {
            edit.needs(CONTACT);
        }
        if (written.stream().anyMatch(this::usesHelpers)) {
            edit.needs(HELPERS);
        }
        return edit.text();
    }

    private Map<String, Row> byName(List<WantedRow> wanted) {
        Map<String, Row> byName = new HashMap<>();
        for (WantedRow one : wanted) {
            if (byName.put(one.was(), one.row()) != null) {
                problems.add(kind.file(), 0, one.was(), "Two rows are given for this rule. Give one.");
            }
        }
        return byName;
    }

    /** From the last rule to the first, so that the places of those before stay right. Answers the names of the rows. */
    private Set<String> change(RowEdit edit, List<PlacedRule> rules, Map<String, Row> wanted) {
        Set<String> known = new HashSet<>();
        List<PlacedRule> backwards = new ArrayList<>(rules);
        backwards.sort(Comparator.comparingInt(PlacedRule::start).reversed());
        for (PlacedRule rule : backwards) {
            rule.row().ifPresent(row -> {
                known.add(row.name());
                change(edit, rule, row, Optional.ofNullable(wanted.get(row.name())));
            });
        }
        return known;
    }

    private void change(RowEdit edit, PlacedRule rule, Row row, Optional<Row> wanted) {
        if (wanted.isEmpty()) {
            edit.remove(rule.start(), rule.end());
        } else if (!wanted.get().saysTheSameAs(row)) {
            write(wanted.get()).ifPresent(text -> edit.replace(rule.start(), rule.end(), text));
        }
    }

    private Optional<String> write(Row row) {
        Optional<String> text = writer.write(row);
        text.ifPresent(written::add);
        return text;
    }

    private boolean usesHelpers(String rule) {
        return kind == RuleKind.CONSENT
                || HELPER.matcher(RuleOutline.code(rule)).find();
    }
}
