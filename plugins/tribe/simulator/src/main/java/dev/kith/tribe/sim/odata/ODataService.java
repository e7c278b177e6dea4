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
import dev.kith.tribe.sim.model.Views;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers the requests below {@code /v1/odata/}. */
public final class ODataService {
    private static final String JSON = "application/json;odata.metadata=minimal";

    private static final String SKIP_TOKEN = "$skiptoken";
    private static final String REF = "/Labels/$ref";

    private final Crm crm;
    private final Row employee;
    private final Rows rows;
    private final Edits edits;
    private final QueryParser parser;

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
        this.parser = new QueryParser(crm.schema(), crm.switches());
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
        checkViews(target);
        boolean linked = target.navigation().isPresent();
        boolean plain = options.stream().allMatch(o -> o.getKey().equals(SKIP_TOKEN));
        if (linked && !plain && crm.switches().is("T40", "refused")) {
            throw Refusals.of(400, "System query options are not allowed here.");
        }
        boolean ignored = linked && !crm.switches().is("T40", "honoured");
        EntityType result =
                target.navigation().map(n -> crm.schema().type(n.target())).orElse(target.type());
        Query query = parser.request(result, ignored ? List.of() : options);
        checkSwitches(query);
        return crm.reading(() -> ignored ? unasked(target, query, request) : read(target, result, query, request));
    }

    /** T43. */
    private void checkViews(Target target) {
        String set = target.type().name();
        if ((set.equals("View") || set.equals("Dataset")) && crm.switches().is("T43", "404")) {
            throw Refusals.unknownSet(set);
        }
        target.navigation()
                .filter(n -> !Views.offered(crm.switches(), target.type(), n.name()))
                .ifPresent(n -> {
                    throw Refusals.unknownInPath(n.name(), target.type());
                });
    }

    /** T8, T39. */
    private void checkSwitches(Query query) {
        if (query.orderedByIdOnly() && crm.switches().is("T8", "refused")) {
            throw Refusals.of(400, "The property 'ID' can't be ordered by.");
        }
        if (query.select().contains("ImportId") && crm.switches().is("T39", "refused")) {
            throw Refusals.of(400, "The property 'ImportId' is not defined.");
        }
    }

    /** An answer of a service that takes no options on such a path; a page can still be followed by its own link. */
    private SimAnswer unasked(Target target, Query query, SimRequest request) {
        Row row = row(target, target.id().orElseThrow());
        Navigation navigation = target.navigation().orElseThrow();
        if (!navigation.many()) {
            return row.one(navigation).map(linked -> entity(linked, query)).orElseGet(() -> SimAnswer.empty(204));
        }
        int from = Integer.parseInt(request.parameter(SKIP_TOKEN).orElse("0"));
        Rows.Page page = rows.unasked(row, navigation.name(), from);
        int next = from + page.rows().size();
        boolean more = next < page.total() && crm.switches().is("T7", "next-link");
        return write(200, crm.schema().type(navigation.target()), "", null, (json, writer) -> {
            if (more) {
                json.writeStringField("@odata.nextLink", request.variable("path") + "?" + SKIP_TOKEN + "=" + next);
            }
            json.writeFieldName("value");
            writer.rows(page.rows(), query);
        });
    }

    private SimAnswer read(Target target, EntityType result, Query query, SimRequest request) {
        if (target.id().isEmpty()) {
            return collection(result, rows.ofSet(result, query), query, request);
        }
        Row row = row(target, target.id().get());
        if (target.navigation().isEmpty()) {
            return entity(row, query);
        }
        Navigation navigation = target.navigation().get();
        if (navigation.many()) {
            return collection(result, rows.ofNavigation(row, navigation.name(), query), query, request);
        }
        Optional<Row> linked = row.one(navigation).filter(r -> !r.hidden());
        return linked.isPresent() ? entity(linked.get(), query) : SimAnswer.empty(204);
    }

    private Row row(Target target, UUID id) {
        return crm.find(target.type(), id).orElseThrow(Refusals::notFound);
    }

    /** POST: creates, or updates when the body has an ID. */
    public SimAnswer post(SimRequest request) {
        if (path(request).endsWith(REF)) {
            String label = labelOf(body(request).path("@odata.id").asText());
            return ref(request, label, true);
        }
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
        return crm.changing(
                () -> answer(Integer.parseInt(crm.switches().get("T20")), edits.create(target.type(), body)));
    }

    /** PUT: changes the fields in the body. */
    public SimAnswer put(SimRequest request) {
        return update(single(request, "PUT"), body(request));
    }

    private SimAnswer update(Target target, JsonNode body) {
        return crm.changing(() -> {
            Row row = row(target, target.id().orElseThrow());
            edits.update(row, body);
            return answer(Integer.parseInt(crm.switches().get("T21")), row);
        });
    }

    public SimAnswer delete(SimRequest request) {
        if (path(request).endsWith(REF)) {
            return ref(request, labelOf(request.parameter("$id").orElse("")), false);
        }
        Target target = single(request, "DELETE");
        return crm.changing(() -> {
            edits.delete(row(target, target.id().orElseThrow()));
            return SimAnswer.empty(204);
        });
    }

    /** PATCH: refused, or the same as PUT (T22). */
    public SimAnswer patch(SimRequest request) {
        return crm.switches().is("T22", "put")
                ? put(request)
                : Refusals.wrongMethod(request.method()).answer();
    }

    private SimAnswer ref(SimRequest request, String label, boolean add) {
        String path = path(request);
        Target target = Target.parse(crm.schema(), path.substring(0, path.length() - REF.length()));
        return crm.changing(() -> {
            edits.link(row(target, target.id().orElseThrow(Refusals::malformed)), label, add);
            return SimAnswer.empty(204);
        });
    }

    private static String labelOf(String id) {
        boolean label = id.startsWith("Label(") && id.endsWith(")");
        return label ? id.substring("Label(".length(), id.length() - 1) : "";
    }

    private Target single(SimRequest request, String method) {
        Target target = Target.parse(crm.schema(), path(request));
        if (target.id().isEmpty() || target.navigation().isPresent()) {
            throw Refusals.wrongMethod(method);
        }
        return target;
    }

    /** A quoted key counts only if switched on (T41). */
    private String path(SimRequest request) {
        String path = request.variable("path");
        return crm.switches().is("T41", "accepted") ? path.replaceAll("\\('([0-9a-fA-F-]{36})'\\)", "($1)") : path;
    }

    private List<Map.Entry<String, String>> options(SimRequest request) {
        try {
            return spaced(request).query().stream()
                    .filter(option -> !option.getKey().equals("access_token"))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw Refusals.malformed();
        }
    }

    /** T16: a plus is a space, if switched; one that was sent as %2B stays. */
    private SimRequest spaced(SimRequest request) {
        return crm.switches().is("T16", "form")
                ? new SimRequest(
                        request.method(),
                        request.path(),
                        request.rawPath(),
                        request.rawQuery().replace("+", "%20"),
                        request.headers(),
                        request.body())
                : request;
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
        return SimAnswer.of(200, "application/xml", MetadataWriter.write(crm.schema(), crm.switches()))
                .withHeader("OData-Version", "4.0");
    }

    private static void requireJson(SimRequest request) {
        String accept = request.header("accept").orElse("*/*");
        if (!accept.contains("json") && !accept.contains("*/*") && !accept.contains("application/*")) {
            throw Refusals.of(406, "The content-type range '" + accept + "' is not supported.");
        }
    }

    private SimAnswer answer(int status, Row row) {
        if (status == 204) {
            return SimAnswer.empty(204);
        }
        Query all = parser.request(row.type(), List.of());
        return write(status, row.type(), "", null, (json, writer) -> writer.members(row, all));
    }

    private SimAnswer entity(Row row, Query query) {
        String suffix = crm.switches().is("T13", "entity") ? "/$entity" : "";
        return write(200, row.type(), suffix, null, (json, writer) -> writer.members(row, query));
    }

    private SimAnswer collection(EntityType type, Rows.Page page, Query query, SimRequest request) {
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

    private SimAnswer write(int status, EntityType type, String suffix, @Nullable Integer count, Content content) {
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
    private interface Content {
        void write(JsonGenerator json, RowWriter writer) throws IOException;
    }
}
