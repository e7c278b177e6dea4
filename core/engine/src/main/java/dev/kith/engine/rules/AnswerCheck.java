package dev.kith.engine.rules;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import dev.kith.spi.Attribute;
import dev.kith.spi.Channel;
import dev.kith.spi.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

/** The calls by which a rule answers: the right ones for its file, with names that are written out and exist. */
final class AnswerCheck {

    private static final Set<String> ANSWERS = Set.of("deny", "set", "optIn");

    private final ParsedRule rule;
    private final Schema schema;
    private final UsesFound uses;
    private final Problems problems;

    AnswerCheck(ParsedRule rule, Schema schema, UsesFound uses, Problems problems) {
        this.rule = rule;
        this.schema = schema;
        this.uses = uses;
        this.problems = problems;
    }

    /** @param understood whether the action had no problem so far: if not, don't say that it does nothing */
    void check(String contact, BlockStmt action, boolean understood, ToIntFunction<Node> lines) {
        List<MethodCallExpr> answers = new ArrayList<>();
        for (MethodCallExpr call : action.findAll(MethodCallExpr.class)) {
            boolean onContact = call.getScope()
                    .filter(scope -> scope instanceof NameExpr name
                            && name.getNameAsString().equals(contact))
                    .isPresent();
            if (onContact && ANSWERS.contains(call.getNameAsString())) {
                answers.add(call);
                answer(call, understood, lines.applyAsInt(call));
            }
        }
        if (answers.isEmpty() && understood) {
            problem(
                    rule.actionLine(),
                    "The rule does nothing. Write after \"then\": "
                            + rule.kind().example() + ";");
        }
        if (rule.kind() == RuleKind.CONSENT && answers.size() > 1) {
            problem(
                    lines.applyAsInt(answers.get(1)),
                    "A consent rule covers one subscription and one channel (S18), this one" + " has " + answers.size()
                            + " calls of optIn. Write a rule for each.");
        }
    }

    private void answer(MethodCallExpr call, boolean understood, int line) {
        String name = call.getNameAsString();
        if (!name.equals(rule.kind().answer())) {
            problem(
                    line,
                    "\"" + name + "\" does not belong in " + rule.kind().file() + ". Write here: "
                            + rule.kind().example() + ";");
            return;
        }
        int wanted = rule.kind() == RuleKind.CONDITION ? 1 : 2;
        if (call.getArguments().size() != wanted) {
            problem(
                    line,
                    "\"" + name + "\" takes " + (wanted == 1 ? "one value" : "two values") + ". Write: "
                            + rule.kind().example() + ";");
            return;
        }
        switch (rule.kind()) {
            case CONDITION -> {}
            case MAPPING -> literal(call, line).ifPresent(attribute -> attribute(attribute, line));
            case CONSENT ->
                literal(call, line)
                        .ifPresent(subscription -> consent(subscription, call.getArgument(1), understood, line));
        }
    }

    private Optional<String> literal(MethodCallExpr call, int line) {
        Expression first = call.getArgument(0);
        if (first.isStringLiteralExpr()) {
            return Optional.of(first.asStringLiteralExpr().asString());
        }
        problem(
                line,
                "The name in \"" + call.getNameAsString() + "\" must be written out in quotes. Write: "
                        + rule.kind().example() + ";");
        return Optional.empty();
    }

    private void attribute(String name, int line) {
        uses.attributes.add(name);
        Optional<Attribute> attribute = schema.attribute(name);
        if (attribute.isEmpty()) {
            problem(
                    line,
                    "The audience has no attribute \"" + name + "\"." + Suggestion.text(name, schema.attributeNames()));
            return;
        }
        switch (attribute.get().purpose()) {
            case EMAIL, CONTACT_KEY ->
                problem(line, "The attribute \"" + name + "\" is filled without a rule. Take it out.");
            case MAPPED, MAPPED_KEY -> {
                if (!attribute.get().writable()) {
                    problem(line, "The attribute \"" + name + "\" can't be written. Choose another attribute.");
                }
            }
        }
    }

    private void consent(String name, Expression second, boolean understood, int line) {
        String word = second instanceof NameExpr named ? named.getNameAsString() : "";
        if (!Vocabulary.CHANNELS.contains(word)) {
            if (!word.isEmpty() && !understood) {
                return;
            }
            problem(
                    line,
                    "The channel in \"optIn\" is EMAIL or SMS, without quotes. Write: "
                            + rule.kind().example() + ";");
            return;
        }
        Channel channel = Channel.valueOf(word);
        uses.consents.add(new ManagedConsent(name, channel));
        Optional<Subscription> subscription = schema.subscription(name);
        if (subscription.isEmpty()) {
            problem(
                    line,
                    "The audience has no subscription \"" + name + "\"."
                            + Suggestion.oneOf(name, schema.subscriptionNames()));
        } else if (!subscription.get().channels().contains(channel)) {
            problem(
                    line,
                    "The subscription \"" + name + "\" can't be sent by " + channel + ". Choose another channel.");
        }
    }

    private void problem(int line, String message) {
        rule.problem(problems, line, message);
    }
}
