package dev.kith.tribe.sim.odata;

import dev.kith.tribe.sim.model.Edm;
import dev.kith.tribe.sim.model.EntityType;
import dev.kith.tribe.sim.model.Navigation;
import dev.kith.tribe.sim.model.Schema;
import dev.kith.tribe.sim.model.Switches;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a {@code $filter}, or the path of an {@code $orderby}, by recursive descent. Refuses what the service refuses. */
final class FilterParser {
    private static final Set<String> COMPARISONS = Set.of("eq", "ne", "gt", "ge", "lt", "le");
    private static final Set<String> TEXT_FUNCTIONS = Set.of("contains", "startswith", "endswith");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Schema schema;
    private final EntityType type;
    private final Tokens tokens;
    private final Switches switches;
    private final @Nullable String variable;

    private FilterParser(Schema schema, Switches switches, EntityType type, Tokens tokens, @Nullable String variable) {
        this.schema = schema;
        this.switches = switches;
        this.type = type;
        this.tokens = tokens;
        this.variable = variable;
    }

    static Term filter(Schema schema, Switches switches, EntityType type, String text) {
        FilterParser parser = new FilterParser(schema, switches, type, new Tokens(text), null);
        Term term = parser.or();
        parser.end();
        requireCondition(term);
        return term;
    }

    static Term.Path path(Schema schema, EntityType type, String text) {
        FilterParser parser = new FilterParser(schema, new Switches(), type, new Tokens(text), null);
        Term.Path path = parser.path(parser.tokens.next());
        parser.end();
        return path;
    }

    private void end() {
        if (!tokens.done()) {
            throw Refusals.malformed();
        }
    }

    private static void requireCondition(Term term) {
        if (term.type() != Edm.BOOLEAN) {
            throw Refusals.of(400, "The expression is not of type 'Edm.Boolean'.");
        }
    }

    private Term or() {
        Term left = and();
        while (tokens.skip("or")) {
            left = logic(false, left, and());
        }
        return left;
    }

    private Term and() {
        Term left = negation();
        while (tokens.skip("and")) {
            left = logic(true, left, negation());
        }
        return left;
    }

    private static Term logic(boolean and, Term left, Term right) {
        requireCondition(left);
        requireCondition(right);
        return new Term.Logic(and, left, right);
    }

    private Term negation() {
        if (!tokens.skip("not")) {
            return comparison();
        }
        Term inner = negation();
        requireCondition(inner);
        return new Term.Not(inner);
    }

    private Term comparison() {
        Term left = operand();
        String operator = tokens.peek();
        if (operator.equals("in") || operator.equals("has")) {
            throw Refusals.of(400, "The operator '" + operator + "' is not supported.");
        }
        if (!COMPARISONS.contains(operator)) {
            return left;
        }
        tokens.next();
        Term right = operand();
        if (!Values.comparable(left.type(), right.type())) {
            throw Refusals.of(
                    400, "The types '" + wire(left.type()) + "' and '" + wire(right.type()) + "' are not compatible.");
        }
        return isText(left) && isText(right) && isEquality(operator) && switches.is("T17", "case-insensitive")
                ? new Term.SameText(operator.equals("eq"), left, right)
                : new Term.Comparison(operator, left, right);
    }

    private static boolean isText(Term term) {
        return term.type() == Edm.STRING;
    }

    private static boolean isEquality(String operator) {
        return operator.equals("eq") || operator.equals("ne");
    }

    private static String wire(@Nullable Edm type) {
        return type == null ? "null" : type.wire();
    }

    private Term operand() {
        if (tokens.skip("(")) {
            Term inner = or();
            tokens.expect(")");
            return inner;
        }
        String token = tokens.next();
        Optional<Term.Literal> literal = Literals.of(token);
        if (literal.isPresent()) {
            return literal.get();
        }
        if (tokens.peek().equals("(")) {
            return function(token);
        }
        return lambda(token).orElseGet(() -> path(token));
    }

    private Term function(String name) {
        if (!TEXT_FUNCTIONS.contains(name)) {
            throw Refusals.unsupported("the function '" + name + "'");
        }
        tokens.expect("(");
        Term text = operand();
        tokens.expect(",");
        Term part = operand();
        tokens.expect(")");
        if (text.type() != Edm.STRING || part.type() != Edm.STRING) {
            throw Refusals.of(400, "The function '" + name + "' takes values of type 'Edm.String'.");
        }
        return new Term.TextMatch(name, text, part);
    }

    /** {@code Labels/any(l:l/Name eq 'x')} or {@code all}, if the service is to have them (T18). */
    private Optional<Term> lambda(String name) {
        boolean offered = name.equals("Labels") && variable == null && switches.is("T18", "labels");
        Optional<Navigation> link = type.navigation(name);
        if (!offered || link.isEmpty() || !tokens.skip("/")) {
            return Optional.empty();
        }
        boolean all = tokens.skip("all");
        if (!all) {
            tokens.expect("any");
        }
        tokens.expect("(");
        if (!all && tokens.skip(")")) {
            return Optional.of(new Term.Lambda(link.get(), false, new Term.Literal(true, Edm.BOOLEAN)));
        }
        EntityType target = schema.type(link.get().target());
        Term inner = new FilterParser(schema, switches, target, tokens, tokens.variable()).or();
        requireCondition(inner);
        tokens.expect(")");
        return Optional.of(new Term.Lambda(link.get(), all, inner));
    }

    private Term.Path path(String first) {
        List<Navigation> links = new ArrayList<>();
        EntityType at = type;
        String name = first;
        if (variable != null) {
            if (!first.equals(variable)) {
                throw Refusals.malformed();
            }
            tokens.expect("/");
            name = tokens.next();
        }
        while (true) {
            if (!NAME.matcher(name).matches()) {
                throw Refusals.malformed();
            }
            if (at.property(name).isPresent()) {
                return new Term.Path(links, at.property(name).get());
            }
            Navigation link = link(at, name);
            links.add(link);
            at = schema.type(link.target());
            if (!tokens.skip("/")) {
                return new Term.Path(links, null);
            }
            name = tokens.next();
        }
    }

    /** A to-one link; over a to-many one only any and all could go, which the service lacks by default (T18). */
    private Navigation link(EntityType at, String name) {
        Navigation link = at.navigation(name).orElseThrow(() -> Refusals.unknownInQuery(name, at));
        if (!link.many()) {
            return link;
        }
        tokens.skip("/");
        String next = tokens.peek();
        throw next.equals("any") || next.equals("all")
                ? Refusals.unsupported("the lambda expression '" + next + "'")
                : Refusals.malformed();
    }
}
