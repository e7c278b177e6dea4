package dev.kith.testkit.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.spi.Choice;
import dev.kith.spi.Contact;
import dev.kith.spi.CrmDescription;
import dev.kith.spi.CrmField;
import dev.kith.spi.FieldType;
import dev.kith.spi.OptInLabel;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares contacts with the description that rules are written for. */
final class ContactShape {
    private final Map<String, FieldType> types;
    private final Set<String> labels;
    private final Set<String> active;

    ContactShape(CrmDescription description) {
        types = description.fields().stream().collect(Collectors.toMap(CrmField::name, CrmField::type));
        labels = description.labels().stream().map(OptInLabel::name).collect(Collectors.toSet());
        active = description.labels().stream()
                .filter(OptInLabel::active)
                .map(OptInLabel::name)
                .collect(Collectors.toSet());
    }

    void check(Contact contact) {
        assertThat(contact.key()).isNotBlank().hasSizeLessThanOrEqualTo(200);
        assertThat(contact.email().orElse("a"))
                .isNotBlank()
                .isEqualTo(contact.email().orElse("a").strip());
        assertThat(types.keySet())
                .as("described fields")
                .containsAll(contact.values().keySet());
        contact.values()
                .forEach((name, value) -> assertThat(isOf(requireNonNull(types.get(name), name), value))
                        .as("%s of %s is a %s", name, contact.key(), types.get(name))
                        .isTrue());
        assertThat(labels).as("described labels").containsAll(contact.allLabels());
        assertThat(contact.allLabels()).containsAll(contact.labels());
        assertThat(active).as("active labels").containsAll(contact.labels());
    }

    private static boolean isOf(FieldType type, Object value) {
        return switch (type) {
            case TEXT -> value instanceof String text && !text.isBlank() && text.equals(text.strip());
            case INTEGER -> value instanceof Long;
            case DECIMAL -> value instanceof BigDecimal;
            case BOOLEAN -> value instanceof Boolean;
            case DATE -> value instanceof LocalDate;
            case TIMESTAMP -> value instanceof Instant;
            case CHOICE -> value instanceof Choice;
            case TEXT_LIST ->
                value instanceof List<?> list
                        && !list.isEmpty()
                        && list.stream().allMatch(String.class::isInstance);
        };
    }
}
