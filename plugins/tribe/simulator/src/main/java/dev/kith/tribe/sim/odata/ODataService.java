package dev.kith.tribe.sim.odata;

import static java.util.Objects.requireNonNull;

import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimRequest;
import dev.kith.tribe.sim.model.Crm;
import dev.kith.tribe.sim.model.EntityType;
import dev.kith.tribe.sim.model.Navigation;
import dev.kith.tribe.sim.model.Row;
import dev.kith.tribe.sim.model.Views;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Answers the requests below {@code /v1/odata/}. */
public final class ODataService {
    private static final String SKIP_TOKEN = "$skiptoken";

    private final Crm crm;
    private final Row employee;
    private final Rows rows;
    private final QueryParser parser;
    private final Requests requests;
    private final Answers answers;
    private final Writes writes;

    /**
     * Makes the service.
     *
     * @param employee the virtual user that the token acts as
     */
    public ODataService(Crm crm, Row employee) {
        this.crm = requireNonNull(crm, "crm");
        this.employee = requireNonNull(employee, "employee");
        this.rows = new Rows(crm);
        this.parser = new QueryParser(crm.schema(), crm.switches());
        this.requests = new Requests(crm.switches());
        this.answers = new Answers(crm, parser);
        this.writes = new Writes(crm, requests, answers);
    }

    public SimAnswer get(SimRequest request) {
        String path = requests.path(request);
        List<Map.Entry<String, String>> options = requests.options(request);
        if (path.equals("$metadata")) {
            return metadata(request, options);
        }
        Requests.requireJson(request);
        if (path.equals("GetCurrentEmployee()")) {
            Query query = parser.request(employee.type(), options);
            return crm.reading(() -> answers.entity(employee, query));
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
            return row.one(navigation)
                    .map(linked -> answers.entity(linked, query))
                    .orElseGet(() -> SimAnswer.empty(204));
        }
        int from = Integer.parseInt(request.parameter(SKIP_TOKEN).orElse("0"));
        Rows.Page page = rows.unasked(row, navigation.name(), from);
        int next = from + page.rows().size();
        boolean more = next < page.total() && crm.switches().is("T7", "next-link");
        return answers.write(200, crm.schema().type(navigation.target()), "", null, (json, writer) -> {
            if (more) {
                json.writeStringField("@odata.nextLink", request.variable("path") + "?" + SKIP_TOKEN + "=" + next);
            }
            json.writeFieldName("value");
            writer.rows(page.rows(), query);
        });
    }

    private SimAnswer read(Target target, EntityType result, Query query, SimRequest request) {
        if (target.id().isEmpty()) {
            return answers.collection(result, rows.ofSet(result, query), query, request);
        }
        Row row = row(target, target.id().get());
        if (target.navigation().isEmpty()) {
            return answers.entity(row, query);
        }
        Navigation navigation = target.navigation().get();
        if (navigation.many()) {
            return answers.collection(result, rows.ofNavigation(row, navigation.name(), query), query, request);
        }
        Optional<Row> linked = row.one(navigation).filter(r -> !r.hidden());
        return linked.isPresent() ? answers.entity(linked.get(), query) : SimAnswer.empty(204);
    }

    private Row row(Target target, UUID id) {
        return crm.find(target.type(), id).orElseThrow(Refusals::notFound);
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

    /** POST: creates, or updates when the body has an ID. */
    public SimAnswer post(SimRequest request) {
        return writes.post(request);
    }

    /** PUT: changes the fields in the body. */
    public SimAnswer put(SimRequest request) {
        return writes.put(request);
    }

    public SimAnswer delete(SimRequest request) {
        return writes.delete(request);
    }

    /** PATCH: refused, or the same as PUT (T22). */
    public SimAnswer patch(SimRequest request) {
        return writes.patch(request);
    }
}
