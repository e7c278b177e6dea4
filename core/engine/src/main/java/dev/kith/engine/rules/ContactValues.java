package dev.kith.engine.rules;

import dev.kith.engine.rules.Explanation.Fact;
import dev.kith.spi.Choice;
import dev.kith.spi.Contact;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The values of a contact by the names that rules use. */
final class ContactValues {

    private final List<Fact> facts;

    ContactValues(Schema schema, Contact contact) {
        this.facts = schema.properties().stream()
                .map(property -> new Fact(property.name(), value(property, schema, contact)))
                .toList();
    }

    List<Fact> all() {
        return facts;
    }

    /** Those of some names, in the order of the schema; a name that is no property is left out. */
    List<Fact> of(Set<String> names) {
        return facts.stream().filter(fact -> names.contains(fact.property())).toList();
    }

    private static Optional<Object> value(Property property, Schema schema, Contact contact) {
        if (schema.field(property.field()).isPresent()) {
            return Optional.ofNullable(contact.values().get(property.field())).map(value -> read(property, value));
        }
        return switch (property.name()) {
            case "email" -> contact.email().map(email -> email);
            case "labels" -> Optional.of(contact.labels());
            default -> Optional.of(contact.allLabels());
        };
    }

    private static Object read(Property property, Object value) {
        if (!(value instanceof Choice choice)) {
            return value;
        }
        return switch (property.reader()) {
            case "choiceId" -> choice.id();
            case "choiceName" -> choice.name();
            default -> choice.code();
        };
    }
}
