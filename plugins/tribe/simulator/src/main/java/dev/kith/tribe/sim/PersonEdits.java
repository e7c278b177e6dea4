package dev.kith.tribe.sim;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimJson;
import dev.kith.testkit.sim.SimRefusal;
import dev.kith.tribe.sim.model.Crm;
import dev.kith.tribe.sim.model.CustomFields;
import dev.kith.tribe.sim.model.Row;
import dev.kith.tribe.sim.model.Schema;
import dev.kith.tribe.sim.odata.Edits;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Creates and changes persons from the plain JSON of tests: wire names, plain names of custom fields, and {@code gender,
 * language, customerType} by code, {@code labels} by name, {@code address} and {@code contacts} as in the dump.
 */
final class PersonEdits {
    private static final Map<String, String> CONTACT_NAMES = Map.of(
            "email", "EmailAddress",
            "phone", "PhoneNumber",
            "mobile", "MobilePhoneNumber",
            "department", "Department",
            "isFormer", "IsFormer",
            "mailingOptOut", "MailingOptOut");

    private final Crm crm;
    private final Edits edits;

    PersonEdits(Crm crm) {
        this.crm = requireNonNull(crm, "crm");
        this.edits = new Edits(crm);
    }

    Row create(JsonNode body) {
        Row person = edits.create(crm.schema().type(Schema.PERSON), wire(body));
        contacts(person, body.path("contacts"));
        return person;
    }

    void update(Row person, JsonNode body) {
        ObjectNode wire = wire(body);
        if (!wire.isEmpty()) {
            edits.update(person, wire);
        }
        contacts(person, body.path("contacts"));
    }

    private ObjectNode wire(JsonNode body) {
        ObjectNode wire = SimJson.MAPPER.createObjectNode();
        for (Map.Entry<String, JsonNode> member : body.properties()) {
            JsonNode value = member.getValue();
            switch (member.getKey()) {
                case "contacts" -> {}
                case "gender" -> wire.set("Gender", byCode("Datastore_Gender", value));
                case "language" -> wire.set("Language", byCode("Datastore_Language", value));
                case "customerType" ->
                    wire.set(CustomFields.wire(CustomFields.CUSTOMER_TYPE), byCode(Schema.CUSTOMER_TYPE, value));
                case "labels" -> wire.set("Labels", labels(value));
                case "address" -> wire.set("Address", address(value));
                default -> wire.set(CustomFields.wireNames().getOrDefault(member.getKey(), member.getKey()), value);
            }
        }
        return wire;
    }

    private JsonNode byCode(String type, JsonNode code) {
        return code.isNull() ? code : link(named(type, "Code", code.asText()));
    }

    private ArrayNode labels(JsonNode names) {
        ArrayNode links = SimJson.MAPPER.createArrayNode();
        names.forEach(name -> links.add(link(label(name.asText()))));
        return links;
    }

    Row label(String name) {
        return named("Label", "Name", name);
    }

    private Row named(String type, String property, String value) {
        return find(type, property, value)
                .orElseThrow(() -> notFound("no " + type + " with " + property + " \"" + value + "\""));
    }

    Optional<Row> find(String type, String property, String value) {
        return crm.rows(type).stream()
                .filter(row -> row.text(property).equals(value))
                .findFirst();
    }

    static SimRefusal notFound(String what) {
        return new SimRefusal(SimAnswer.json(404, Map.of("error", what)));
    }

    private static ObjectNode link(Row row) {
        return SimJson.MAPPER.createObjectNode().put("ID", row.id().toString());
    }

    private JsonNode address(JsonNode address) {
        if (address.isNull()) {
            return address;
        }
        ObjectNode wire = SimJson.MAPPER.createObjectNode();
        for (Map.Entry<String, JsonNode> member : address.properties()) {
            String name = member.getKey();
            if (name.equals("country")) {
                wire.set("Country", byCode("Datastore_Country", member.getValue()));
            } else if (!name.equals("id")) {
                wire.set(Character.toUpperCase(name.charAt(0)) + name.substring(1), member.getValue());
            }
        }
        return wire;
    }

    /** Changes the contact rows that are named by id and adds those without. */
    private void contacts(Row person, JsonNode contacts) {
        for (JsonNode contact : contacts) {
            ObjectNode wire = contact(contact);
            String id = contact.path("id").asText("");
            if (id.isEmpty()) {
                wire.set("Person", link(person));
                edits.create(crm.schema().type(Schema.CONTACT), wire);
                continue;
            }
            Row row = person.many("Relationships").stream()
                    .filter(r -> r.id().toString().equals(id))
                    .findFirst()
                    .orElseThrow(() -> notFound("no contact row " + id));
            edits.update(row, wire);
        }
    }

    private ObjectNode contact(JsonNode contact) {
        ObjectNode wire = SimJson.MAPPER.createObjectNode();
        for (Map.Entry<String, JsonNode> member : contact.properties()) {
            switch (member.getKey()) {
                case "id" -> {}
                case "role" -> wire.set("Role", byCode("Datastore_Role", member.getValue()));
                case "organisation" -> wire.set("Relation", organisation(member.getValue()));
                default -> wire.set(CONTACT_NAMES.getOrDefault(member.getKey(), member.getKey()), member.getValue());
            }
        }
        return wire;
    }

    /** An organisation by its id or name; a new one when there is none of that name. */
    private JsonNode organisation(JsonNode named) {
        String text = named.isTextual()
                ? named.textValue()
                : named.path("id").asText(named.path("name").asText());
        Optional<Row> found = find(Schema.ORGANISATION, "ID", text).or(() -> find(Schema.ORGANISATION, "Name", text));
        return link(found.orElseGet(() -> edits.create(
                crm.schema().type(Schema.ORGANISATION),
                SimJson.MAPPER.createObjectNode().put("Name", text))));
    }

    /** Moves what the loser has to the survivor, with the rows' IDs kept or not (T38), and deletes the loser. */
    void merge(Row survivor, Row loser) {
        for (Row relationship : List.copyOf(loser.many("Relationships"))) {
            crm.move(relationship, "Person", survivor);
        }
        loser.many("Labels").forEach(label -> survivor.add("Labels", label));
        crm.touch(survivor);
        crm.delete(loser);
    }
}
