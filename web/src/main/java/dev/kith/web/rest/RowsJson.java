package dev.kith.web.rest;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.rules.Row;
import dev.kith.engine.rules.RowNames;
import dev.kith.engine.rules.RowOperator;
import dev.kith.engine.rules.RuleRows;
import dev.kith.engine.rules.WantedRow;
import dev.kith.spi.Channel;
import dev.kith.web.http.Json;
import dev.kith.web.http.Refusal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows as REST shows and takes them; {@code code} stands for a rule that is no row. */
final class RowsJson {
    private RowsJson() {}

    /** What the three have in common. */
    interface Item {
        @Nullable
        String name();

        /** The name the row has now, when it gets another one. */
        @Nullable
        String was();

        @Nullable
        String code();

        /** What to call a row that comes without a name. */
        String words();

        /** The row; a refusal when a member is missing or has no meaning. */
        Row row(String name);

        default WantedRow wanted(RowNames names) {
            String given = name();
            String name = given == null ? names.name(words()) : given;
            String before = was();
            return new WantedRow(row(name), before == null ? name : before);
        }
    }

    record Condition(
            @Nullable String name,
            @Nullable String was,
            @Nullable String code,
            @Nullable String field,
            @Nullable String operator,
            @Nullable List<Object> values,
            @Nullable String reason)
            implements Item {
        Condition {
            values = values == null ? null : List.copyOf(values);
        }

        static Condition of(RuleRows.Item item) {
            if (item.row().isEmpty()) {
                return new Condition(item.rule().name(), null, item.rule().text(), null, null, null, null);
            }
            Row.Condition row = (Row.Condition) item.row().get();
            return new Condition(
                    row.name(), null, null, row.field(), row.operator().word(), row.values(), row.reason());
        }

        @Override
        public String words() {
            String values = this.values == null
                    ? ""
                    : this.values.stream().map(String::valueOf).collect(Collectors.joining(", "));
            return field + " " + asked().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + values;
        }

        private RowOperator asked() {
            String word = given(operator, "operator");
            return RowOperator.of(word)
                    .orElseThrow(() -> Refusal.badRequest("The operator \"" + word + "\" isn't one of "
                            + Stream.of(RowOperator.values())
                                    .map(RowOperator::word)
                                    .collect(Collectors.joining(", "))
                            + "."));
        }

        @Override
        public Row row(String name) {
            List<Object> given = values == null ? List.of() : values;
            return new Row.Condition(
                    name,
                    given(field, "field"),
                    asked(),
                    given.stream().map(Condition::value).toList(),
                    reason == null ? name : reason);
        }

        private static Object value(Object value) {
            if (value instanceof Integer whole) {
                return whole.longValue();
            }
            if (value instanceof Double decimal && Double.isFinite(decimal)) {
                return BigDecimal.valueOf(decimal);
            }
            return value;
        }
    }

    record Mapping(
            @Nullable String name,
            @Nullable String was,
            @Nullable String code,
            @Nullable String attribute,
            @Nullable String field,
            @Nullable String helper)
            implements Item {
        static Mapping of(RuleRows.Item item) {
            if (item.row().isEmpty()) {
                return new Mapping(item.rule().name(), null, item.rule().text(), null, null, null);
            }
            Row.Mapping row = (Row.Mapping) item.row().get();
            return new Mapping(
                    row.name(),
                    null,
                    null,
                    row.attribute(),
                    row.field(),
                    row.helper().orElse(null));
        }

        @Override
        public String words() {
            return attribute + " from " + field;
        }

        @Override
        public Row row(String name) {
            Optional<String> changed = Optional.ofNullable(helper).filter(given -> !given.isEmpty());
            return new Row.Mapping(name, given(attribute, "attribute"), given(field, "field"), changed);
        }
    }

    record Consent(
            @Nullable String name,
            @Nullable String was,
            @Nullable String code,
            @Nullable String label,
            @Nullable String subscription,
            @Nullable String channel)
            implements Item {
        static Consent of(RuleRows.Item item) {
            if (item.row().isEmpty()) {
                return new Consent(item.rule().name(), null, item.rule().text(), null, null, null);
            }
            Row.Consent row = (Row.Consent) item.row().get();
            return new Consent(row.name(), null, null, row.label(), row.subscription(), Json.word(row.channel()));
        }

        @Override
        public String words() {
            return subscription + " by " + channel;
        }

        @Override
        public Row row(String name) {
            String word = given(channel, "channel");
            Channel asked = Stream.of(Channel.values())
                    .filter(one -> Json.word(one).equals(word))
                    .findFirst()
                    .orElseThrow(() -> Refusal.badRequest("The channel \"" + word + "\" isn't one of email, sms."));
            return new Row.Consent(name, given(label, "label"), given(subscription, "subscription"), asked);
        }
    }

    private static String given(@Nullable String value, String member) {
        if (value == null) {
            throw Refusal.badRequest("A row has no \"" + member + "\".");
        }
        return requireNonNull(value);
    }
}
