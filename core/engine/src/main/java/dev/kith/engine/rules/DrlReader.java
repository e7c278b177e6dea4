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
import org.kie.internal.builder.conf.LanguageLevelOption;

/** Parses a rule file to its syntax tree and refuses what a file may not have besides rules. */
final class DrlReader {

    private static final int MOST_RULES = 1_000;
    private static final Pattern FOUND =
            Pattern.compile("(?:mismatched input|no viable alternative at input) '([^']*)'");

    private final SourceText source;
    private final Problems problems;

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

    // The parser is driven by a text from outside and can end in any Throwable, a StackOverflowError too.
    private Optional<PackageDescr> parse() {
        DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
        try {
            PackageDescr tree = parser.parse(false, source.text());
            if (!parser.hasErrors()) {
                return Optional.of(tree);
            }
            explain(parser.getErrors().get(0));
        } catch (DroolsParserException | RuntimeException | StackOverflowError e) {
            problems.add(
                    source.file(),
                    0,
                    "The file can't be read as rules (" + e.getClass().getSimpleName()
                            + "). Take out the rule you changed last.");
        }
        return Optional.empty();
    }

    private void explain(DroolsError error) {
        int line = error.getLines().length == 0 ? 0 : error.getLines()[0];
        RuleOutline outline = RuleOutline.of(source);
        Optional<RuleOutline.Rule> incomplete = outline.incomplete(line);
        incomplete.ifPresentOrElse(
                rule -> problems.add(source.file(), rule.line(), rule.name(), rule.missing()),
                () -> problems.add(
                        source.file(),
                        line,
                        outline.nameAt(line),
                        SyntaxAdvice.about(error.getMessage(), found(error))));
    }

    private static String found(DroolsError error) {
        Matcher matcher = FOUND.matcher(error.getMessage());
        return matcher.find() ? matcher.group(1) : "";
    }

    private ParsedFile file(PackageDescr tree) {
        FileCheck.check(source, tree, problems);
        List<ParsedRule> rules = new ArrayList<>();
        if (tree.getRules().size() > MOST_RULES) {
            problems.add(source.file(), 0, "The file has more than 1,000 rules. Use: field in (\"A\", \"B\").");
            return new ParsedFile(source, tree.getName(), rules);
        }
        for (RuleDescr rule : tree.getRules()) {
            if (rule.isRule()) {
                rules.add(rule(rule));
            }
        }
        return new ParsedFile(source, tree.getName(), rules);
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
