package dev.kith.tribe.sim;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.testkit.sim.Routes;
import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimJson;
import dev.kith.testkit.sim.SimRequest;
import dev.kith.tribe.sim.model.Crm;
import dev.kith.tribe.sim.model.CustomFields;
import dev.kith.tribe.sim.model.EntityType;
import dev.kith.tribe.sim.model.Row;
import dev.kith.tribe.sim.model.Schema;
import dev.kith.tribe.sim.odata.Edits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The endpoints under {@code /_sim/} that show and change the data, for tests and demonstrations. */
final class Admin {
    private final Crm crm;
    private final AccessTokens tokens;
    private final PersonEdits persons;

    Admin(Crm crm, AccessTokens tokens) {
        this.crm = requireNonNull(crm, "crm");
        this.tokens = requireNonNull(tokens, "tokens");
        this.persons = new PersonEdits(crm);
    }

    void addRoutes(Routes routes) {
        routes.add("GET", "/_sim/summary", r -> SimAnswer.json(200, crm.reading(this::summary)))
                .add("GET", "/_sim/custom-fields", new Spelling(crm.switches()).around(r -> customFields()))
                .add("POST", "/_sim/tokens/expire", r -> {
                    tokens.expireAll();
                    return SimAnswer.empty(204);
                })
                .add("PUT", "/_sim/rights", this::setRights)
                .add("GET", "/_sim/persons", this::dump)
                .add("POST", "/_sim/persons", this::create)
                .add("POST", "/_sim/persons/merge", this::merge)
                .add("GET", "/_sim/persons/{id}", this::show)
                .add("PATCH", "/_sim/persons/{id}", this::update)
                .add("DELETE", "/_sim/persons/{id}", r -> changing(() -> crm.delete(person(r.variable("id")))))
                .add("POST", "/_sim/persons/{id}/activities", r -> changing(() -> crm.block(person(r.variable("id")))))
                .add("POST", "/_sim/persons/{id}/hide", r -> hide(r, true))
                .add("POST", "/_sim/persons/{id}/show", r -> hide(r, false))
                .add("PUT", "/_sim/persons/{id}/labels/{label}", r -> label(r, true))
                .add("DELETE", "/_sim/persons/{id}/labels/{label}", r -> label(r, false))
                .add("DELETE", "/_sim/contacts/{id}", this::deleteContact)
                .add("POST", "/_sim/labels/{name}", this::changeLabel);
    }

    private static SimAnswer customFields() {
        return SimAnswer.json(200, CustomFields.wireNames());
    }

    /** {@code {"given": false}}: every call is answered with 403 from then on. */
    private SimAnswer setRights(SimRequest request) throws IOException {
        tokens.setRights(request.json().path("given").asBoolean());
        return SimAnswer.empty(204);
    }

    private Map<String, Object> summary() {
        Map<String, Object> sets = new TreeMap<>();
        for (EntityType type : crm.schema().types()) {
            if (!type.isAbstract()) {
                sets.put(type.name(), crm.rows(type).size());
            }
        }
        Map<String, Object> labels = new TreeMap<>();
        crm.rows("Label")
                .forEach(label ->
                        labels.put(label.text("Name"), label.many("Entities").size()));
        return Map.of(
                "seed", crm.seed(),
                "persons", crm.rows(Schema.PERSON).size(),
                "hidden", crm.hiddenRows().size(),
                "sets", sets,
                "labels", labels);
    }

    /** All visible persons as JSON lines; {@code after} an ID and up to a {@code limit} when many are to be cut up. */
    private SimAnswer dump(SimRequest request) {
        int limit = request.parameter("limit").map(Integer::valueOf).orElse(Integer.MAX_VALUE);
        EntityType type = crm.schema().type(Schema.PERSON);
        return crm.reading(() -> {
            List<Row> all = crm.rows(type);
            int from = request.parameter("after")
                    .map(UUID::fromString)
                    .map(id -> crm.position(type, id) + (crm.find(type, id).isPresent() ? 1 : 0))
                    .orElse(0);
            return lines(all.subList(from, (int) Math.min((long) from + limit, all.size())));
        });
    }

    private static SimAnswer lines(List<Row> rows) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = SimJson.MAPPER.getFactory().createGenerator(out)) {
            json.setRootValueSeparator(null);
            PersonDump dump = new PersonDump(json);
            for (Row row : rows) {
                dump.write(row);
                json.writeRaw('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return SimAnswer.of(200, "application/x-ndjson", out.toByteArray());
    }

    private SimAnswer show(SimRequest request) {
        SimAnswer line = crm.reading(() -> lines(List.of(person(request.variable("id")))));
        return SimAnswer.of(200, "application/json", line.body());
    }

    private SimAnswer create(SimRequest request) throws IOException {
        JsonNode body = request.json();
        return crm.changing(
                () -> SimAnswer.json(201, Map.of("id", persons.create(body).id().toString())));
    }

    private SimAnswer update(SimRequest request) throws IOException {
        JsonNode body = request.json();
        return changing(() -> persons.update(person(request.variable("id")), body));
    }

    private SimAnswer merge(SimRequest request) throws IOException {
        JsonNode body = request.json();
        return changing(() -> persons.merge(
                person(body.path("survivor").asText()),
                person(body.path("loser").asText())));
    }

    private SimAnswer hide(SimRequest request, boolean hidden) {
        return changing(() -> crm.hide(person(request.variable("id")), hidden));
    }

    private SimAnswer label(SimRequest request, boolean add) {
        return changing(() -> {
            Row person = person(request.variable("id"));
            Row label = persons.label(request.variable("label"));
            if (add) {
                person.add("Labels", label);
            } else {
                person.remove("Labels", label);
            }
            crm.labelled(person);
        });
    }

    private SimAnswer deleteContact(SimRequest request) {
        EntityType type = crm.schema().type(Schema.CONTACT);
        UUID id = UUID.fromString(request.variable("id"));
        return changing(
                () -> crm.delete(crm.find(type, id).orElseThrow(() -> PersonEdits.notFound("no contact row " + id))));
    }

    /** Changes a label, or makes it when there is none of that name: {@code {"inactive": true}}. */
    private SimAnswer changeLabel(SimRequest request) throws IOException {
        String name = request.variable("name");
        ObjectNode body = SimJson.MAPPER.createObjectNode().put("Name", name);
        body.put("IsInactive", request.json().path("inactive").asBoolean());
        return changing(() -> {
            Edits edits = new Edits(crm);
            persons.find("Label", "Name", name)
                    .ifPresentOrElse(
                            label -> edits.update(label, body),
                            () -> edits.create(crm.schema().type("Label"), body));
        });
    }

    private SimAnswer changing(Runnable change) {
        return crm.changing(() -> {
            change.run();
            return SimAnswer.empty(204);
        });
    }

    /** A person, also one that is hidden from the virtual user. */
    private Row person(String text) {
        UUID id = UUID.fromString(text);
        return crm.find(crm.schema().type(Schema.PERSON), id)
                .or(() -> crm.hiddenRows().stream()
                        .filter(row -> row.id().equals(id))
                        .findFirst())
                .orElseThrow(() -> PersonEdits.notFound("no person " + text));
    }
}
