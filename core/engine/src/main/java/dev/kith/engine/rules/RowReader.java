package dev.kith.engine.rules;

import dev.kith.spi.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Recognises a rule that is a row. It guesses the row from the words of the rule and then asks {@link RowWriter}: a rule is
 * a row when it has exactly the words that the row is written with, and no comment.
 */
final class RowReader {

    private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]++|\\\\.)*+\"");
    private static final int CONSTRAINT = 7;

    private final List<Token> tokens;
    private final Schema schema;
    private final int then;

    private RowReader(List<Token> tokens, Schema schema) {
        this.tokens = tokens;
        this.schema = schema;
        int found = 0;
        while (found < tokens.size() && !tokens.get(found).is("then")) {
            found++;
        }
        this.then = found;
    }

    /** @param rule the text of one rule */
    static Optional<Row> read(RuleKind kind, String rule, Schema schema) {
        String code = TEXT.matcher(rule).replaceAll("");
        if (code.contains("//") || code.contains("/*")) {
            return Optional.empty();
        }
        List<Token> tokens = Token.of(rule, 1);
        RowReader reader = new RowReader(tokens, schema);
        return switch (kind) {
            case CONDITION -> reader.condition().filter(row -> reader.isWrittenBy(row));
            case MAPPING -> reader.mapping().filter(row -> reader.isWrittenBy(row));
            case CONSENT -> reader.consent().filter(row -> reader.isWrittenBy(row));
        };
    }

    private boolean isWrittenBy(Row row) {
        RowWriter writer = new RowWriter(schema, new Problems());
        return isText(writer.plain(row))
                || (row instanceof Row.Mapping mapping && isText(writer.mapping(mapping, false)));
    }

    private boolean isText(String text) {
        List<String> words = Token.of(text, 1).stream().map(Token::text).toList();
        return words.equals(tokens.stream().map(Token::text).toList());
    }

    private Optional<Row> condition() {
        Optional<Property> property = schema.property(at(CONSTRAINT).text());
        Optional<RowOperator> operator = operator();
        if (property.isEmpty() || operator.isEmpty()) {
            return Optional.empty();
        }
        // contact . deny ( "reason" ) ;
        return Optional.of(new Row.Condition(
                name(),
                property.get().name(),
                operator.get(),
                operator.get().alone() ? List.of() : values(property.get()),
                text(then + 5)));
    }

    private Optional<RowOperator> operator() {
        Token first = at(CONSTRAINT + 1);
        boolean nothing = at(CONSTRAINT + 2).is("null");
        String comparison = first.text()
                + (nothing
                        ? " null"
                        : first.is("not") ? " " + at(CONSTRAINT + 2).text() : "");
        return List.of(RowOperator.values()).stream()
                .filter(operator -> operator.veto().equals(comparison))
                .findFirst();
    }

    private List<Object> values(Property property) {
        List<Object> values = new ArrayList<>();
        for (int i = CONSTRAINT + 2; i < then; i++) {
            Token token = at(i);
            if (token.kind() == Token.Kind.TEXT) {
                values.add(RowValue.unquoted(token.text()));
            } else if (token.kind() == Token.Kind.NUMBER) {
                String sign = at(i - 1).is("-") ? "-" : "";
                RowValue.number(property, sign + token.text()).ifPresent(values::add);
            } else if (token.is("true") || token.is("false")) {
                values.add(token.is("true"));
            }
        }
        return values;
    }

    private Optional<Row> mapping() {
        // contact . set ( "attribute" , [helper (] contact . getX ( ) [)] ) ;
        Optional<String> helper = at(then + 7).is("contact")
                ? Optional.empty()
                : Optional.of(at(then + 7).text());
        String getter = at(then + (helper.isPresent() ? 11 : 9)).text();
        return schema.properties().stream()
                .filter(property -> property.getter().equals(getter))
                .findFirst()
                .map(property -> new Row.Mapping(name(), text(then + 5), property.name(), helper));
    }

    private Optional<Row> consent() {
        // contact . optIn ( "subscription" , EMAIL ) ;
        String channel = at(then + 7).text();
        return List.of(Channel.values()).stream()
                .filter(one -> one.name().equals(channel))
                .findFirst()
                .map(one -> new Row.Consent(name(), text(CONSTRAINT + 2), text(then + 5), one));
    }

    private String name() {
        return text(1);
    }

    private String text(int i) {
        return at(i).kind() == Token.Kind.TEXT ? RowValue.unquoted(at(i).text()) : "";
    }

    private Token at(int i) {
        return i < tokens.size() ? tokens.get(i) : Token.none(0);
    }
}
