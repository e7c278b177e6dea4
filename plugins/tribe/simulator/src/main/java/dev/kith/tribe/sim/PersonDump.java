package dev.kith.tribe.sim;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.kith.tribe.sim.model.CustomFields;
import dev.kith.tribe.sim.model.Edm;
import dev.kith.tribe.sim.model.Property;
import dev.kith.tribe.sim.model.Row;
import dev.kith.tribe.sim.model.Schema;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes everything about a person as one JSON object, for tests that compare it with what came out elsewhere. */
final class PersonDump {
    /** Contact rows that are not former come first, older ones before newer ones. */
    private static final Comparator<Row> CONTACT_ORDER = Comparator.comparing((Row row) -> row.flag("IsFormer"))
            .thenComparing(row -> row.get("CreationDate") instanceof Instant at ? at : Instant.MAX)
            .thenComparing(Row.BY_ID);

    private final JsonGenerator json;

    PersonDump(JsonGenerator json) {
        this.json = json;
    }

    void write(Row person) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", person.id().toString());
        for (Property property : person.type().properties()) {
            value(property.name(), person.get(property));
        }
        custom(person);
        code("gender", person.one("Gender"));
        code("language", person.one("Language"));
        code("country", person.one("Address").flatMap(a -> a.one("Country")));
        json.writeFieldName("address");
        address(person.one("Address"));
        contacts(person);
        relationships(person);
        labels(person);
        json.writeEndObject();
    }

    private void value(String name, @Nullable Object value) throws IOException {
        json.writeFieldName(name);
        Edm.write(json, value);
    }

    private void custom(Row person) throws IOException {
        for (Map.Entry<String, String> field : CustomFields.wireNames().entrySet()) {
            if (person.type().property(field.getValue()).isPresent()) {
                value(field.getKey(), person.get(field.getValue()));
            } else {
                code(field.getKey(), person.one(field.getValue()));
            }
        }
    }

    private void code(String name, Optional<Row> row) throws IOException {
        value(name, row.map(r -> r.get("Code")).orElse(null));
    }

    private void address(Optional<Row> address) throws IOException {
        if (address.isEmpty()) {
            json.writeNull();
            return;
        }
        Row row = address.get();
        json.writeStartObject();
        json.writeStringField("id", row.id().toString());
        for (String name : List.of("Street", "HouseNumber", "HouseNumberSuffix", "Extra", "Postalcode", "City")) {
            value(Character.toLowerCase(name.charAt(0)) + name.substring(1), row.get(name));
        }
        json.writeFieldName("country");
        listed(row.one("Country"));
        json.writeEndObject();
    }

    private void listed(Optional<Row> row) throws IOException {
        if (row.isEmpty()) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeStringField("id", row.get().id().toString());
        value("code", row.get().get("Code"));
        value("name", row.get().get("Name"));
        json.writeEndObject();
    }

    private void contacts(Row person) throws IOException {
        List<Row> contacts = person.many("Relationships").stream()
                .filter(r -> r.type().name().equals(Schema.CONTACT))
                .sorted(CONTACT_ORDER)
                .toList();
        json.writeArrayFieldStart("contacts");
        for (Row contact : contacts) {
            json.writeStartObject();
            json.writeStringField("id", contact.id().toString());
            json.writeBooleanField("first", contact == contacts.get(0));
            value("email", contact.get("EmailAddress"));
            value("phone", contact.get("PhoneNumber"));
            value("mobile", contact.get("MobilePhoneNumber"));
            value("department", contact.get("Department"));
            json.writeFieldName("role");
            listed(contact.one("Role"));
            json.writeFieldName("organisation");
            organisation(contact.one("Relation"));
            flags(contact);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void organisation(Optional<Row> relation) throws IOException {
        if (relation.isEmpty()) {
            json.writeNull();
            return;
        }
        Row row = relation.get();
        json.writeStartObject();
        json.writeStringField("id", row.id().toString());
        value("name", row.get("Name"));
        value("city", row.one("VisitingAddress").map(a -> a.get("City")).orElse(null));
        value("website", row.get("Website"));
        value("email", row.get("EmailAddress"));
        value("phone", row.get("PhoneNumber"));
        json.writeEndObject();
    }

    private void flags(Row relationship) throws IOException {
        value("isFormer", relationship.get("IsFormer"));
        value("mailingOptOut", relationship.get("MailingOptOut"));
        value("createdAt", relationship.get("CreationDate"));
    }

    private void relationships(Row person) throws IOException {
        json.writeArrayFieldStart("relationships");
        for (Row relationship : sorted(person.many("Relationships"))) {
            json.writeStartObject();
            json.writeStringField("id", relationship.id().toString());
            json.writeStringField("type", relationship.type().dotted());
            flags(relationship);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static List<Row> sorted(List<Row> rows) {
        return rows.stream().sorted(Row.BY_ID).toList();
    }

    private void labels(Row person) throws IOException {
        json.writeArrayFieldStart("labels");
        for (Row label : sorted(person.many("Labels"))) {
            json.writeStartObject();
            json.writeStringField("id", label.id().toString());
            value("name", label.get("Name"));
            json.writeBooleanField("inactive", label.flag("IsInactive"));
            value("category", label.one("LabelCategory").map(c -> c.get("Name")).orElse(null));
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
