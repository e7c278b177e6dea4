package dev.kith.engine.rules;

import dev.kith.rules.Fn;
import dev.kith.spi.FieldType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks at every word between the parentheses of {@code Contact( ... )}. */
final class ConstraintCheck {

    private static final Set<String> SIGNS =
            Set.of("(", ")", ",", ".", "==", "!=", "<", ">", "<=", ">=", "&&", "||", "!", ":", "+", "-", "*");
    private static final Set<String> CALCULATIONS = Set.of("+", "-", "*", "!");
    private static final Map<String, String> CHOICES = Map.of("code", "", "id", "Id", "name", "Name");
    private static final Set<String> DIVISIONS = Set.of("/", "%");
    private static final Set<String> DOUBLED = Set.of("+", "-", "<", ">");
    private static final int MOST_CALCULATIONS = 20;
    private static final int MOST_TOKENS = 2_100;
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", ">", "<=", ">=");
    private static final Map<String, String> REFUSED = Map.of(
            "matches", "\"matches\" is not allowed: a pattern can take for ever. Use contains, startsWith or a helper.",
            "soundslike", "\"soundslike\" is not allowed. Compare the text itself.",
            "strsim", "\"strsim\" is not allowed. Compare the text itself.",
            "eval", "\"eval\" is not allowed. Write the comparison itself.",
            "this", "\"this\" is not allowed. Write the name of a field.",
            "new", "\"new\" is not allowed. Compare with a text, a number or date(\"2024-01-31\").");

    private final ParsedRule rule;
    private final String contact;
    private final Schema schema;
    private final UsesFound uses;
    private final LabelUse labels;
    private final Problems problems;
    private final TypeCheck types;
    private final FieldComparison fields;
    private final Map<String, Operand.Kind> variables = new LinkedHashMap<>();

    ConstraintCheck(
            ParsedRule rule, String contact, Schema schema, UsesFound uses, LabelUse labels, Problems problems) {
        this.rule = rule;
        this.contact = contact;
        this.schema = schema;
        this.uses = uses;
        this.labels = labels;
        this.problems = problems;
        this.types = new TypeCheck(schema, this::problem);
        this.fields = new FieldComparison(schema, this::problem);
    }

    /** The names the conditions gave to values, with the kinds of these. */
    Map<String, Operand.Kind> variables() {
        return variables;
    }

    void check(String text, int line) {
        List<Token> tokens = Token.of(text, line);
        if (tooLong(tokens)) {
            return;
        }
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.is("str")) {
                problem(token, "\"str\" is not allowed. Write: field.startsWith(\"...\")");
                return;
            }
            if (token.kind() == Token.Kind.NAME) {
                name(tokens, i);
            } else if (token.kind() == Token.Kind.SIGN && !SIGNS.contains(token.text())) {
                sign(token);
            } else if (DOUBLED.contains(token.text()) && at(tokens, i + 1).is(token.text())) {
                problem(token, "\"" + token.text() + token.text() + "\" is not allowed in a condition.");
            }
            if (token.kind() == Token.Kind.NUMBER && at(tokens, i - 1).is(".")) {
                problem(token, "A number has a digit before its dot. Write: 0." + token.text());
            }
            label(tokens, i);
            alone(tokens, i);
            types.check(tokens, i);
            date(tokens, i);
        }
    }

    private void date(List<Token> tokens, int i) {
        Token text = tokens.get(i);
        boolean given = at(tokens, i - 2).is("date")
                && at(tokens, i - 1).is("(")
                && at(tokens, i + 1).is(")");
        if (text.kind() == Token.Kind.TEXT && given && Fn.date(text.content()) == null) {
            problem(text, UnknownWord.noDate(text.text()));
        }
    }

    /** A value that is compared with nothing. */
    private void alone(List<Token> tokens, int i) {
        Token value = tokens.get(i);
        if (!stands(at(tokens, i - 1)) || !stands(at(tokens, i + 1))) {
            return;
        }
        Token before = at(tokens, i - 1);
        FieldType type = schema.property(value.text()).map(Property::type).orElse(FieldType.BOOLEAN);
        if (value.kind() == Token.Kind.TEXT && (before.is("||") || before.is("&&"))) {
            problem(value, "Name the field again, as in: city == \"A\" || city == " + value.text());
        } else if (value.kind() == Token.Kind.TEXT && !before.is(",") && !before.is("(")) {
            problem(value, "The text " + value.text() + " is compared with nothing. Write: field == " + value.text());
        } else if (value.kind() == Token.Kind.NUMBER && tokens.size() == 1) {
            problem(value, "The number " + value.text() + " is compared with nothing. Decimals have a dot, as in 1.5");
        } else if (value.kind() == Token.Kind.NAME && type != FieldType.BOOLEAN && !before.is(",") && !before.is("(")) {
            problem(value, "\"" + value.text() + "\" is compared with nothing. Write: " + value.text() + " != null");
        }
    }

    private static boolean stands(Token neighbour) {
        return neighbour.kind() == Token.Kind.NONE
                || Set.of("||", "&&", "!", ",", "(", ")").contains(neighbour.text());
    }

    private boolean tooLong(List<Token> tokens) {
        if (tokens.size() > MOST_TOKENS) {
            problem(tokens.get(0), "A condition has at most 1,000 values. Split the rule.");
            return true;
        }
        long sums = tokens.stream()
                .filter(token -> token.kind() == Token.Kind.SIGN && CALCULATIONS.contains(token.text()))
                .count();
        if (sums > MOST_CALCULATIONS) {
            problem(tokens.get(0), "A condition has at most 20 of +, -, * and !. Split the rule.");
        }
        return sums > MOST_CALCULATIONS;
    }

    private void sign(Token token) {
        if (token.is("]")) {
            return;
        }
        if (Character.isDigit(token.text().charAt(0))) {
            problem(token, "This number can't be used. Write it as in 10 or 12.50, with at most 18 digits.");
        } else if (DIVISIONS.contains(token.text())) {
            problem(
                    token,
                    "\"" + token.text() + "\" is not allowed in a condition. Compare without dividing: points > 20, not"
                            + " points / 2 > 10");
        } else {
            problem(token, "\"" + token.text() + "\" is not allowed in a condition.");
        }
    }

    private void name(List<Token> tokens, int i) {
        Token name = tokens.get(i);
        boolean called = at(tokens, i + 1).is("(");
        if (REFUSED.containsKey(name.text())) {
            problem(name, REFUSED.getOrDefault(name.text(), ""));
        } else if (name.text().equals(contact) && at(tokens, i + 1).is(".")) {
            problem(name, "Between the parentheses a field is named alone. Take out: " + contact + ".");
        } else if (name.is("Contact") && at(tokens, i + 1).is(".")) {
            problem(name, "Between the parentheses a field is named alone. Take out: Contact.");
        } else if (at(tokens, i - 1).is(".")
                && (at(tokens, i - 2).is("this") || at(tokens, i - 2).is("Contact"))) {
            return;
        } else if (at(tokens, i - 1).is(".") && !at(tokens, i - 2).is(contact)) {
            member(at(tokens, i - 2), name, called);
        } else if (at(tokens, i + 1).is(":")) {
            bind(name, at(tokens, i + 2), at(tokens, i + 3));
        } else if (name.is("not") && called) {
            problem(name, "\"not\" can't stand before a parenthesis. Write ! instead: !( ... )");
        } else if (!Vocabulary.OPERATORS.contains(name.text())) {
            word(tokens, i, called);
        }
    }

    private void bind(Token name, Token field, Token next) {
        if (field.kind() == Token.Kind.TEXT || field.kind() == Token.Kind.NUMBER) {
            problem(field, "\":\" gives a name to a field. To compare write: " + name.text() + " == " + field.text());
            return;
        }
        boolean taken = schema.property(name.text()).isPresent() || name.text().equals(contact);
        if (taken || variables.containsKey(name.text()) || !Vocabulary.isVariable(name.text())) {
            problem(name, "\"" + name.text() + "\" can't be the name of a value here. Choose another one.");
        }
        labels.named(name.text(), field);
        types.named(name.text(), field.text());
        // A name for a sum could be summed again, and again: the text would double each time.
        if (schema.property(field.text()).isEmpty() || (!COMPARISONS.contains(next.text()) && !ends(next))) {
            problem(field, "Only a field can be given a name. Write: " + name.text() + " : city");
        }
        variables.put(
                name.text(),
                schema.property(field.text())
                        .map(property ->
                                Operand.field(name.text(), property.type()).kind())
                        .orElse(Operand.Kind.UNKNOWN));
    }

    private static boolean ends(Token next) {
        return next.kind() == Token.Kind.NONE
                || next.kind() == Token.Kind.NAME
                || Set.of(",", ")", "&&", "||").contains(next.text());
    }

    private void member(Token owner, Token name, boolean called) {
        String choice = owner.text() + CHOICES.getOrDefault(name.text(), "");
        if (CHOICES.containsKey(name.text())
                && schema.property(owner.text() + "Name").isPresent()) {
            problem(name, "\"." + name.text() + "\" can't be used in a rule. Write: " + choice);
            return;
        }
        boolean known = called ? Vocabulary.METHODS.contains(name.text()) : Vocabulary.PROPERTIES.contains(name.text());
        if (!known) {
            String advice = Vocabulary.FUNCTIONS.contains(name.text())
                    ? " Write: " + name.text() + "(" + owner.text() + ")"
                    : Suggestion.nearest(name.text(), Vocabulary.METHODS)
                            .map(method -> " Write: ." + method + "()")
                            .orElse(" Use a helper, such as year(birthDate).");
            problem(name, "\"." + name.text() + (called ? "()" : "") + "\" can't be used in a rule." + advice);
        }
    }

    private void word(List<Token> tokens, int i, boolean called) {
        Token name = tokens.get(i);
        if (called) {
            if (!Vocabulary.FUNCTIONS.contains(name.text())) {
                problem(name, UnknownWord.helper(name.text(), schema));
            }
            return;
        }
        if (variables.containsKey(name.text()) || Vocabulary.CHANNELS.contains(name.text())) {
            return;
        }
        Optional<Property> property = schema.property(name.text());
        if (property.isEmpty()) {
            problem(name, UnknownWord.field(name.text(), at(tokens, i - 1), schema));
            return;
        }
        uses.properties.add(name.text());
        fields.compare(property.get(), at(tokens, i + 1), at(tokens, i + 2));
    }

    /** Notes the labels a condition names: {@code labels contains "X"}, {@code "X" memberOf labels}. */
    private void label(List<Token> tokens, int i) {
        Token text = tokens.get(i);
        if (text.kind() != Token.Kind.TEXT) {
            return;
        }
        int before = at(tokens, i - 2).is("not") ? i - 3 : i - 2;
        int after = at(tokens, i + 1).is("not") ? i + 3 : i + 2;
        boolean contains =
                (at(tokens, i - 1).is("contains") || at(tokens, i - 1).is("excludes"))
                        && labels.isLabels(at(tokens, before));
        boolean asked = at(tokens, i - 2).is("contains") || at(tokens, i - 2).is("indexOf");
        boolean called = at(tokens, i - 1).is("(") && asked && labels.isLabels(at(tokens, i - 4));
        boolean member = at(tokens, after - 1).is("memberOf") && labels.isLabels(at(tokens, after));
        if (!contains && !called && !member) {
            return;
        }
        labels.note(text.content()).ifPresent(message -> problem(text, message));
    }

    private static Token at(List<Token> tokens, int i) {
        return i < 0 || i >= tokens.size() ? Token.none(0) : tokens.get(i);
    }

    private void problem(Token where, String message) {
        rule.problem(problems, where.line(), message);
    }
}
