package dev.kith.engine.rules;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.kie.api.builder.Message;

/** Turns the compiler's messages into problems of the rule they are about. Most slips are found before it compiles. */
final class BuildMessages {

    private static final Pattern LAMBDA_LINE = Pattern.compile("Lambda(?:Consequence|Predicate|Extractor)[0-9A-F]{32}");
    private static final Set<String> NOISE =
            Set.of("Parser returned a null Package", "Java source of", "It is indirectly referenced");

    private final List<ParsedFile> files;
    private final Problems problems;
    private final Set<String> told = new HashSet<>();

    BuildMessages(List<ParsedFile> files, Problems problems) {
        this.files = files;
        this.problems = problems;
    }

    void thrown(Throwable e) {
        Optional<ParsedRule> rule = ruleNamedIn(String.valueOf(e.getMessage()));
        String message = "The rules can't be compiled (" + e.getClass().getSimpleName() + "). Write the action in plain"
                + " steps, such as: contact.set(\"First name\", contact.getFirstName());";
        rule.ifPresentOrElse(
                found -> problems.add(found.source().file(), found.source().line(), found.name(), message),
                () -> problems.add("", 0, message));
    }

    void add(List<Message> messages) {
        for (Message message : messages) {
            String text = String.valueOf(message.getText());
            if (NOISE.stream().noneMatch(text::contains)) {
                add(message, text, messages);
            }
        }
        if (problems.none()) {
            problems.add(
                    "",
                    0,
                    "The rules can't be compiled: " + firstLine(messages.get(0).getText()));
        }
    }

    private void add(Message message, String text, List<Message> all) {
        String path = String.valueOf(message.getPath());
        Optional<ParsedRule> rule =
                LAMBDA_LINE.matcher(path).find() ? ruleOfLambda(message, path, all) : Optional.empty();
        Optional<ParsedRule> found = rule.or(() -> ruleByConstraint(text))
                .or(() -> ruleNamedIn(text))
                .or(() -> ruleAt(path, message.getLine()));
        if (found.isEmpty()) {
            problems.add(
                    fileOf(path),
                    Math.max(0, message.getLine()),
                    "The rules can't be compiled: " + CompilerAdvice.about(text));
        } else if (told.add(found.get().source().toString())) {
            int line = lineOf(found.get(), text, message, all);
            found.get().problem(problems, line, CompilerAdvice.about(text));
        }
    }

    private int lineOf(ParsedRule rule, String text, Message message, List<Message> all) {
        String source = sourceOf(String.valueOf(message.getPath()), all);
        for (BaseDescr element : rule.tree().getLhs().getDescrs()) {
            if (element instanceof PatternDescr pattern) {
                for (BaseDescr constraint : pattern.getDescrs()) {
                    if (text.contains(constraint.getText()) || source.contains(quoted(constraint.getText()))) {
                        return constraint.getLine();
                    }
                }
            }
        }
        Optional<String> statement = failingLine(message, String.valueOf(message.getPath()), all);
        if (statement.isPresent()) {
            List<String> lines = rule.action().lines().map(String::strip).toList();
            int index = lines.indexOf(statement.get());
            return rule.actionLine() + Math.max(0, index);
        }
        return rule.source().line();
    }

    private Optional<ParsedRule> ruleOfLambda(Message message, String path, List<Message> all) {
        Optional<String> statement = failingLine(message, path, all);
        Optional<ParsedRule> byLine = statement.flatMap(line -> rules().stream()
                .filter(rule -> rule.source().text().contains(line))
                .filter(rule -> path.contains(packageOf(rule).replace('.', '/')))
                .findFirst());
        return byLine.or(() -> ruleInSource(path, all));
    }

    /** The generated source of a condition holds the names of its rules. */
    private Optional<ParsedRule> ruleInSource(String path, List<Message> all) {
        String source = sourceOf(path, all);
        return rules().stream()
                .filter(rule -> source.contains("\"" + rule.name() + "\""))
                .findFirst();
    }

    private static String sourceOf(String path, List<Message> all) {
        Matcher lambda = LAMBDA_LINE.matcher(path);
        if (!lambda.find()) {
            return "";
        }
        return all.stream()
                .map(other -> String.valueOf(other.getText()))
                .filter(text -> text.contains("Java source of") && text.contains(lambda.group()))
                .findFirst()
                .orElse("");
    }

    /** The line of the generated source that a message is about: the source is the text of another message. */
    private static Optional<String> failingLine(Message message, String path, List<Message> all) {
        Matcher lambda = LAMBDA_LINE.matcher(path);
        if (!lambda.find() || message.getLine() < 1) {
            return Optional.empty();
        }
        return all.stream()
                .map(other -> String.valueOf(other.getText()))
                .filter(text -> text.contains("Java source of") && text.contains(lambda.group()))
                .map(text -> text.substring(text.indexOf("package ")))
                .flatMap(source -> source.lines().skip(message.getLine() - 1L).limit(1))
                .map(String::strip)
                .findFirst();
    }

    private Optional<ParsedRule> ruleByConstraint(String text) {
        return rules().stream()
                .filter(rule -> rule.tree().getLhs().getDescrs().stream()
                        .filter(PatternDescr.class::isInstance)
                        .flatMap(pattern -> ((PatternDescr) pattern).getDescrs().stream())
                        .anyMatch(constraint -> text.contains(constraint.getText())))
                .findFirst();
    }

    private Optional<ParsedRule> ruleNamedIn(String text) {
        return rules().stream().filter(rule -> text.contains(rule.name())).findFirst();
    }

    private Optional<ParsedRule> ruleAt(String path, int line) {
        return rules().stream()
                .filter(rule ->
                        path.endsWith(rule.source().file()) && rule.source().line() <= line)
                .reduce((earlier, later) -> later);
    }

    private List<ParsedRule> rules() {
        return files.stream().flatMap(file -> file.rules().stream()).toList();
    }

    private String packageOf(ParsedRule rule) {
        return files.stream()
                .filter(file -> file.source().kind() == rule.kind())
                .map(ParsedFile::packageName)
                .findFirst()
                .orElse("");
    }

    private String fileOf(String path) {
        return files.stream()
                .filter(file -> path.endsWith(file.source().file())
                        || path.contains(file.packageName().replace('.', '/') + "/"))
                .map(file -> file.source().file())
                .findFirst()
                .orElse("");
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
