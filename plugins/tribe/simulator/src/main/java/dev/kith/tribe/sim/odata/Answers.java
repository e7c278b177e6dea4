package dev.kith.tribe.sim.odata;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimJson;
import dev.kith.testkit.sim.SimRequest;
import dev.kith.tribe.sim.model.Crm;
import dev.kith.tribe.sim.model.EntityType;
import dev.kith.tribe.sim.model.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes rows as the service answers them. */
final class Answers {
    private static final String JSON = "application/json;odata.metadata=minimal";

    private final Crm crm;
    private final QueryParser parser;

    Answers(Crm crm, QueryParser parser) {
        this.crm = requireNonNull(crm, "crm");
        this.parser = requireNonNull(parser, "parser");
    }

    /** What became of a row; nothing is told of it with 204. */
    SimAnswer changed(int status, Row row) {
        if (status == 204) {
            return SimAnswer.empty(204);
        }
        Query all = parser.request(row.type(), List.of());
        return write(status, row.type(), "", null, (json, writer) -> writer.members(row, all));
    }

    SimAnswer entity(Row row, Query query) {
        String suffix = crm.switches().is("T13", "entity") ? "/$entity" : "";
        return write(200, row.type(), suffix, null, (json, writer) -> writer.members(row, query));
    }

    SimAnswer collection(EntityType type, Rows.Page page, Query query, SimRequest request) {
        boolean counted = query.count() && crm.switches().is("T9", "present");
        return write(200, type, "", counted ? page.total() : null, (json, writer) -> {
            int next = query.skip() + page.rows().size();
            if (crm.switches().is("T7", "next-link") && next < page.total()) {
                json.writeStringField("@odata.nextLink", following(request, next, query));
            }
            json.writeFieldName("value");
            writer.rows(page.rows(), query);
        });
    }

    /** The same request from another row on; what was asked for in one page shrinks by what came. */
    private static String following(SimRequest request, int skip, Query query) {
        Integer top = query.top();
        String rest = Stream.of(request.rawQuery().split("&", -1))
                .filter(part -> !part.startsWith("$skip=") && !part.startsWith("$top=") && !part.isEmpty())
                .collect(Collectors.joining("&"));
        String left = top == null ? "" : "&$top=" + top;
        return request.variable("path") + "?" + (rest.isEmpty() ? "" : rest + "&") + "$skip=" + skip + left;
    }

    SimAnswer write(int status, EntityType type, String suffix, @Nullable Integer count, Content content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
        try (JsonGenerator json = SimJson.MAPPER.getFactory().createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("@odata.context", "$metadata#OData." + type.name() + suffix);
            if (count != null) {
                json.writeNumberField("@odata.count", count);
            }
            content.write(json, new RowWriter(json, crm.switches()));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return SimAnswer.of(status, JSON, out.toByteArray()).withHeader("OData-Version", "4.0");
    }

    @FunctionalInterface
    interface Content {
        void write(JsonGenerator json, RowWriter writer) throws IOException;
    }
}
