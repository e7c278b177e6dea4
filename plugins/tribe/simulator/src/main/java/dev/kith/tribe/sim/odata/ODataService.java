package dev.kith.tribe.sim.odata;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimJson;
import dev.kith.testkit.sim.SimRequest;
import dev.kith.tribe.sim.model.Crm;
import dev.kith.tribe.sim.model.EntityType;
import dev.kith.tribe.sim.model.Navigation;
import dev.kith.tribe.sim.model.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers the requests below {@code /v1/odata/}. */
public final class ODataService {
    private static final String JSON = "application/json;odata.metadata=minimal";

    private final Crm crm;
    private final Row employee;
    private final Rows rows;
    private final Edits edits;
    private final QueryParser parser;
    private final byte[] metadata;

    /**
     * Makes the service.
     *
     * @param employee the virtual user that the token acts as
     */
    public ODataService(Crm crm, Row employee) {
        this.crm = requireNonNull(crm, "crm");
        this.employee = requireNonNull(employee, "employee");
        this.rows = new Rows(crm);
        this.edits = new Edits(crm);
        this.parser = new QueryParser(crm.schema());
        this.metadata = MetadataWriter.write(crm.schema());
    }

    public SimAnswer get(SimRequest request) {
        String path = path(request);
        List<Map.Entry<String, String>> options = options(request);
        if (path.equals("$metadata")) {
            return metadata(request, options);
        }
        requireJson(request);
        if (path.equals("GetCurrentEmployee()")) {
            Query query = parser.request(employee.type(), options);
            return crm.reading(() -> entity(employee, query));
        }
        if (path.equals("$batch")) {
            throw Refusals.unsupported("$batch");
        }
        Target target = Target.parse(crm.schema(), path);
        EntityType result =
                target.navigation().map(n -> crm.schema().type(n.target())).orElse(target.type());
        Query query = parser.request(result, options);
        return crm.reading(() -> read(target, result, query));
    }

    private SimAnswer read(Target target, EntityType result, Query query) {
        if (target.id().isEmpty()) {
            return collection(result, rows.ofSet(result, query), query);
        }
        Row row = row(target, target.id().get());
        if (target.navigation().isEmpty()) {
            return entity(row, query);
        }
        Navigation navigation = target.navigation().get();
        if (navigation.many()) {
            return collection(result, rows.ofNavigation(row, navigation.name(), query), query);
        }
        Optional<Row> linked = row.one(navigation).filter(r -> !r.hidden());
        return linked.isPresent() ? entity(linked.get(), query) : SimAnswer.empty(204);
    }

    private Row row(Target target, UUID id) {
        return crm.find(target.type(), id).orElseThrow(Refusals::notFound);
    }

    /** POST: creates, or updates when the body has an ID. */
    public SimAnswer post(SimRequest request) {
        Target target = Target.parse(crm.schema(), path(request));
        if (target.id().isPresent()) {
            throw target.navigation().isPresent()
                    ? Refusals.unsupported("POST to a navigation")
                    : Refusals.wrongMethod("POST");
        }
        JsonNode body = body(request);
        String id = body.path("ID").asText("");
        if (!id.isEmpty()) {
            return update(Target.parse(crm.schema(), target.type().name() + "(" + id + ")"), body);
        }
        return crm.changing(() -> answer(201, edits.create(target.type(), body)));
    }

    /** PUT: changes the fields in the body. */
    public SimAnswer put(SimRequest request) {
        return update(single(request, "PUT"), body(request));
    }

    private SimAnswer update(Target target, JsonNode body) {
        return crm.changing(() -> {
            Row row = row(target, target.id().orElseThrow());
            edits.update(row, body);
            return answer(200, row);
        });
    }

    public SimAnswer delete(SimRequest request) {
        Target target = single(request, "DELETE");
        return crm.changing(() -> {
            edits.delete(row(target, target.id().orElseThrow()));
            return SimAnswer.empty(204);
        });
    }

    /** Answers a method that nothing here takes (T22). */
    public SimAnswer refuseMethod(SimRequest request) {
        return Refusals.wrongMethod(request.method()).answer();
    }

    private Target single(SimRequest request, String method) {
        Target target = Target.parse(crm.schema(), path(request));
        if (target.id().isEmpty() || target.navigation().isPresent()) {
            throw Refusals.wrongMethod(method);
        }
        return target;
    }

    private static String path(SimRequest request) {
        return request.variable("path");
    }

    private static List<Map.Entry<String, String>> options(SimRequest request) {
        try {
            return request.query();
        } catch (IllegalArgumentException e) {
            throw Refusals.malformed();
        }
    }

    private static JsonNode body(SimRequest request) {
        try {
            return request.json();
        } catch (JsonProcessingException e) {
            throw Refusals.of(400, "The body is not JSON.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SimAnswer metadata(SimRequest request, List<Map.Entry<String, String>> options) {
        String accept = request.header("accept").orElse("*/*");
        boolean json = options.stream()
                .anyMatch(o -> o.getKey().equals("$format") && o.getValue().contains("json"));
        if (json || !(accept.contains("xml") || accept.contains("*/*"))) {
            throw Refusals.unsupported("metadata as JSON");
        }
        return SimAnswer.of(200, "application/xml", metadata).withHeader("OData-Version", "4.0");
    }

    private static void requireJson(SimRequest request) {
        String accept = request.header("accept").orElse("*/*");
        if (!accept.contains("json") && !accept.contains("*/*") && !accept.contains("application/*")) {
            throw Refusals.of(406, "The content-type range '" + accept + "' is not supported.");
        }
    }

    private SimAnswer answer(int status, Row row) {
        Query all = parser.request(row.type(), List.of());
        return write(status, row.type(), null, (json, writer) -> writer.members(row, all));
    }

    private static SimAnswer entity(Row row, Query query) {
        return write(200, row.type(), null, (json, writer) -> writer.members(row, query));
    }

    private static SimAnswer collection(EntityType type, Rows.Page page, Query query) {
        return write(200, type, query.count() ? page.total() : null, (json, writer) -> {
            json.writeFieldName("value");
            writer.rows(page.rows(), query);
        });
    }

    private static SimAnswer write(int status, EntityType type, @Nullable Integer count, Content content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
        try (JsonGenerator json = SimJson.MAPPER.getFactory().createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("@odata.context", "$metadata#OData." + type.name());
            if (count != null) {
                json.writeNumberField("@odata.count", count);
            }
            content.write(json, new RowWriter(json));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return SimAnswer.of(status, JSON, out.toByteArray()).withHeader("OData-Version", "4.0");
    }

    @FunctionalInterface
    private interface Content {
        void write(JsonGenerator json, RowWriter writer) throws IOException;
    }
}
