package dev.kith.engine.rules;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.Problem;
import com.github.javaparser.TokenRange;
import com.github.javaparser.ast.stmt.BlockStmt;
import java.util.List;
import java.util.Optional;

/** Parses the action of a rule. */
final class ActionReader {

    private static final int MOST_NODES = 1_500;

    private final ParsedRule rule;
    private final Problems problems;

    ActionReader(ParsedRule rule, Problems problems) {
        this.rule = rule;
        this.problems = problems;
    }

    /** Its action; empty, with a problem added, when it can't be read. */
    Optional<BlockStmt> read() {
        ParserConfiguration java17 =
                new ParserConfiguration().setLanguageLevel(ParserConfiguration.LanguageLevel.JAVA_17);
        String action = rule.action().strip();
        boolean open = rule.mvel() && !action.isEmpty() && !action.endsWith(";") && !action.endsWith("}");
        try {
            ParseResult<BlockStmt> result = new JavaParser(java17).parseBlock("{" + action + (open ? ";" : "") + "\n}");
            if (result.isSuccessful() && isShort(result.getResult())) {
                return result.getResult();
            }
            if (result.isSuccessful()) {
                rule.problem(problems, rule.actionLine(), "The action is too long. Split the rule.");
                return Optional.empty();
            }
            explain(result.getProblems());
        } catch (RuntimeException | StackOverflowError e) {
            rule.problem(problems, rule.actionLine(), "The action can't be read. Make it simpler.");
        }
        return Optional.empty();
    }

    private static boolean isShort(Optional<BlockStmt> block) {
        return block.isPresent() && block.get().stream().limit(MOST_NODES + 1L).count() <= MOST_NODES;
    }

    private void explain(List<Problem> found) {
        Optional<Integer> line = found.get(0)
                .getLocation()
                .flatMap(TokenRange::toRange)
                .map(range -> rule.actionLine() + range.begin.line - 1);
        String message = "The action can't be read at or just before this line. Each step ends with ); and looks like: "
                + rule.kind().example() + ";";
        rule.problem(problems, line.orElse(rule.actionLine()), message);
    }
}
