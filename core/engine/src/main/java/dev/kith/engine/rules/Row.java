package dev.kith.engine.rules;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.Channel;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** A rule of a simple shape, as a form shows it. */
public sealed interface Row {

    /** The name of the rule. */
    String name();

    RuleKind kind();

    /** Whether another row says the same: 1.50 is 1.5. */
    default boolean saysTheSameAs(Row other) {
        return equals(other);
    }

    /**
     * What a contact must meet to be in scope. The rule it stands for is the opposite, a veto.
     *
     * @param values texts, whole numbers (Long), decimals (BigDecimal), true or false; a date is a text such as 2024-01-31;
     *     one for each operator but {@code in}, which has one or more, and those about emptiness, which have none
     * @param reason what is told of a contact that doesn't meet it
     */
    record Condition(String name, String field, RowOperator operator, List<Object> values, String reason)
            implements Row {
        public Condition {
            requireNonNull(name, "name");
            requireNonNull(field, "field");
            requireNonNull(operator, "operator");
            values = List.copyOf(values);
            requireNonNull(reason, "reason");
        }

        @Override
        public RuleKind kind() {
            return RuleKind.CONDITION;
        }

        @Override
        public boolean saysTheSameAs(Row other) {
            return other instanceof Condition condition && alike().equals(condition.alike());
        }

        private Condition alike() {
            return new Condition(
                    name, field, operator, values.stream().map(Condition::alike).toList(), reason);
        }

        private static Object alike(Object value) {
            if (value instanceof Long whole) {
                return BigDecimal.valueOf(whole).stripTrailingZeros();
            }
            return value instanceof BigDecimal decimal ? decimal.stripTrailingZeros() : value;
        }
    }

    /**
     * A field whose value an attribute gets.
     *
     * @param helper the helper that changes the value on its way; see {@link RuleRows#HELPERS}
     */
    record Mapping(String name, String attribute, String field, Optional<String> helper) implements Row {
        public Mapping {
            requireNonNull(name, "name");
            requireNonNull(attribute, "attribute");
            requireNonNull(field, "field");
            requireNonNull(helper, "helper");
        }

        @Override
        public RuleKind kind() {
            return RuleKind.MAPPING;
        }
    }

    /** An opt-in label that stands for the consent to one subscription by one channel. */
    record Consent(String name, String label, String subscription, Channel channel) implements Row {
        public Consent {
            requireNonNull(name, "name");
            requireNonNull(label, "label");
            requireNonNull(subscription, "subscription");
            requireNonNull(channel, "channel");
        }

        @Override
        public RuleKind kind() {
            return RuleKind.CONSENT;
        }
    }
}
