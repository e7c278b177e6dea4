package dev.kith.engine.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A rule set as read and checked, before it is compiled. */
record RuleSetText(Schema schema, List<ParsedFile> files, Map<RuleText, Uses> uses) {

    private static final int MOST_RULES = 1_000;
    private static final int MOST_CONDITIONS = 2_000;

    /** Reads all four files; empty, with the problems added, when there is anything to correct. */
    static Optional<RuleSetText> read(RuleFiles files, Problems problems) {
        Optional<Schema> schema = Schema.parse(files.schema(), problems);
        List<ParsedFile> parsed = new ArrayList<>();
        for (RuleKind kind : RuleKind.values()) {
            DrlReader.read(new SourceText(kind, files.text(kind)), problems).ifPresent(parsed::add);
        }
        differentPackages(parsed, problems);
        if (tooMany(parsed, problems)) {
            return Optional.empty();
        }
        Map<RuleText, Uses> uses = new LinkedHashMap<>();
        schema.ifPresent(known -> parsed.forEach(file ->
                file.rules().forEach(rule -> uses.put(rule.source(), RuleCheck.check(rule, known, problems)))));
        ConsentClash.check(uses, problems);
        return problems.none() ? schema.map(known -> new RuleSetText(known, parsed, uses)) : Optional.empty();
    }

    // What the compiler needs grows with them: much more than this is more memory than a host has.
    private static boolean tooMany(List<ParsedFile> files, Problems problems) {
        int rules = 0;
        int conditions = 0;
        for (ParsedFile file : files) {
            for (ParsedRule rule : file.rules()) {
                rules++;
                conditions += Comparison.conditions(rule).size();
                if (rules > MOST_RULES || conditions > MOST_CONDITIONS) {
                    rule.problem(
                            problems,
                            "With this rule the rule set has more than 1,000 rules or 2,000 conditions. Make one rule of"
                                    + " several: field in (\"A\", \"B\").");
                    return true;
                }
            }
        }
        return false;
    }

    private static void differentPackages(List<ParsedFile> files, Problems problems) {
        Set<String> seen = new HashSet<>();
        for (ParsedFile file : files) {
            if (file.packageName() != null && !file.packageName().isEmpty() && !seen.add(file.packageName())) {
                problems.add(
                        file.source().file(),
                        1,
                        "Another file has the package " + file.packageName()
                                + " too. Each file has a package of its own, such as: package tribe."
                                + file.source().file().replace(".drl", ""));
            }
        }
    }

    List<RuleText> rules() {
        return List.copyOf(uses.keySet());
    }

    /** Whether a file has a rule in an activation group. */
    boolean grouped(RuleKind kind) {
        return files.stream()
                .filter(file -> file.source().kind() == kind)
                .anyMatch(file -> file.rules().stream().anyMatch(ParsedRule::grouped));
    }

    /** What all rules together manage, in the order of the rules. */
    <T> Set<T> managed(Function<Uses, Set<T>> part) {
        Set<T> managed = new LinkedHashSet<>();
        uses.values().forEach(use -> managed.addAll(part.apply(use)));
        return Collections.unmodifiableSet(managed);
    }
}
