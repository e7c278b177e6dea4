package dev.kith.engine.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsError;
import org.drools.drl.parser.DroolsParserException;
import org.jspecify.annotations.Nullable;
import org.kie.internal.builder.conf.LanguageLevelOption;

/** Parses a rule file to its syntax tree and refuses what a file may not have besides rules. */
final class DrlReader {

    private static final int MOST_UNREADABLE = 20;
    private static final Pattern FOUND =
            Pattern.compile("(?:mismatched input|no viable alternative at input) '([^']*)'");

    private final SourceText source;
    private final Problems problems;
    private @Nullable PackageDescr tree;

    private DrlReader(SourceText source, Problems problems) {
        this.source = source;
        this.problems = problems;
    }

    /** The file's rules; empty when it can't be read at all. */
    static Optional<ParsedFile> read(SourceText source, Problems problems) {
        if (!TextGuard.passes(source, problems)) {
            return Optional.empty();
        }
        DrlReader reader = new DrlReader(source, problems);
        return reader.parse().map(reader::file);
    }

    /** Leaves out rules that can't be read, one after the other, so that the problems of all are told at once. */
    private Optional<PackageDescr> parse() {
        SourceText rest = source;
        for (int i = 0; i < MOST_UNREADABLE; i++) {
            Optional<DroolsError> error = parse(rest);
            if (error.isEmpty()) {
                return Optional.ofNullable(tree);
            }
            Optional<RuleOutline.Rule> culprit = explain(rest, error.get());
            if (culprit.isEmpty()) {
                return Optional.empty();
            }
            rest = new SourceText(source.kind(), culprit.get().blankedOutOf(rest.text()));
        }
        return Optional.empty();
    }

    // The parser is driven by a text from outside and can end in any Throwable, a StackOverflowError too.
    private Optional<DroolsError> parse(SourceText text) {
        DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
        try {
            tree = parser.parse(false, text.text());
            return parser.hasErrors() ? Optional.of(parser.getErrors().get(0)) : Optional.empty();
        } catch (DroolsParserException | RuntimeException | StackOverflowError e) {
            tree = null;
            problems.add(
                    source.file(),
                    0,
                    "The file can't be read as rules (" + e.getClass().getSimpleName()
                            + "). Take out the rule you changed last.");
            return Optional.empty();
        }
    }

    /** Adds what is wrong; answers the rule it is wrong in. */
    private Optional<RuleOutline.Rule> explain(SourceText text, DroolsError error) {
        int line = error.getLines().length == 0 ? 0 : error.getLines()[0];
        RuleOutline outline = RuleOutline.of(text);
        Optional<RuleOutline.Rule> incomplete = outline.incomplete(line);
        if (incomplete.isPresent()) {
            RuleOutline.Rule rule = incomplete.get();
            problems.add(source.file(), rule.line(), rule.name(), rule.missing());
            return incomplete;
        }
        Optional<RuleOutline.Rule> rule = outline.at(line);
        String advice = rule.filter(RuleOutline.Rule::hasTwoThens)
                .map(twice -> "\"then\" stands twice in this rule. After if ( ... ) comes { ... }, without \"then\".")
                .orElseGet(() -> SyntaxAdvice.about(error.getMessage(), found(error)));
        problems.add(source.file(), line, rule.map(RuleOutline.Rule::name).orElse(""), advice);
        return rule;
    }

    private static String found(DroolsError error) {
        Matcher matcher = FOUND.matcher(error.getMessage());
        return matcher.find() ? matcher.group(1) : "";
    }

    private ParsedFile file(PackageDescr tree) {
        FileCheck.check(source, tree, problems);
        List<ParsedRule> rules = new ArrayList<>();
        for (RuleDescr rule : tree.getRules()) {
            if (rule.isRule()) {
                rules.add(rule(rule));
            }
        }
        ParsedFile file = new ParsedFile(source, tree.getName(), rules);
        boolean imported = tree.getFunctionImports().stream().anyMatch(one -> HelperImport.isTarget(one.getTarget()));
        HelperImport.check(file, imported, problems);
        return file;
    }

    private ParsedRule rule(RuleDescr rule) {
        String text = source.text();
        int start = Math.max(0, rule.getStartCharacter());
        int end = Math.min(text.length(), rule.getEndCharacter() + 1);
        String action = String.valueOf(rule.getConsequence());
        int conditionsEnd = rule.getLhs().getDescrs().stream()
                .mapToInt(BaseDescr::getEndCharacter)
                .max()
                .orElse(start);
        int actionStart = text.indexOf(action, Math.max(start, conditionsEnd));
        RuleText written = new RuleText(
                source.kind(),
                source.file(),
                rule.getLine(),
                rule.getName(),
                text.substring(start, end).strip());
        int actionLine = actionStart < 0 ? rule.getConsequenceLine() : source.lineAt(actionStart);
        return new ParsedRule(written, actionLine, action, rule);
    }
}
