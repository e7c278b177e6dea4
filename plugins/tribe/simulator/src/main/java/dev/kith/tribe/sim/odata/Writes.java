package dev.kith.tribe.sim.odata;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimRequest;
import dev.kith.tribe.sim.model.Crm;
import dev.kith.tribe.sim.model.Row;
import java.util.UUID;

/** Creates, changes, links and deletes rows. */
final class Writes {
    private static final String REF = "/Labels/$ref";

    private final Crm crm;
    private final Requests requests;
    private final Answers answers;
    private final Edits edits;

    Writes(Crm crm, Requests requests, Answers answers) {
        this.crm = requireNonNull(crm, "crm");
        this.requests = requireNonNull(requests, "requests");
        this.answers = requireNonNull(answers, "answers");
        edits = new Edits(crm);
    }

    /** POST: creates, or updates when the body has an ID. */
    SimAnswer post(SimRequest request) {
        if (requests.path(request).endsWith(REF)) {
            String label = labelOf(Requests.body(request).path("@odata.id").asText());
            return ref(request, label, true);
        }
        Target target = Target.parse(crm.schema(), requests.path(request));
        if (target.id().isPresent()) {
            throw target.navigation().isPresent()
                    ? Refusals.unsupported("POST to a navigation")
                    : Refusals.wrongMethod("POST");
        }
        JsonNode body = Requests.body(request);
        String id = body.path("ID").asText("");
        if (!id.isEmpty()) {
            return update(Target.parse(crm.schema(), target.type().name() + "(" + id + ")"), body);
        }
        return crm.changing(
                () -> answers.changed(Integer.parseInt(crm.switches().get("T20")), edits.create(target.type(), body)));
    }

    /** PUT: changes the fields in the body. */
    SimAnswer put(SimRequest request) {
        return update(single(request, "PUT"), Requests.body(request));
    }

    private SimAnswer update(Target target, JsonNode body) {
        return crm.changing(() -> {
            Row row = row(target, target.id().orElseThrow());
            edits.update(row, body);
            return answers.changed(Integer.parseInt(crm.switches().get("T21")), row);
        });
    }

    SimAnswer delete(SimRequest request) {
        if (requests.path(request).endsWith(REF)) {
            return ref(request, labelOf(request.parameter("$id").orElse("")), false);
        }
        Target target = single(request, "DELETE");
        return crm.changing(() -> {
            edits.delete(row(target, target.id().orElseThrow()));
            return SimAnswer.empty(204);
        });
    }

    /** PATCH: refused, or the same as PUT (T22). */
    SimAnswer patch(SimRequest request) {
        return crm.switches().is("T22", "put")
                ? put(request)
                : Refusals.wrongMethod(request.method()).answer();
    }

    private SimAnswer ref(SimRequest request, String label, boolean add) {
        String path = requests.path(request);
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
        Target target = Target.parse(crm.schema(), requests.path(request));
        if (target.id().isEmpty() || target.navigation().isPresent()) {
            throw Refusals.wrongMethod(method);
        }
        return target;
    }

    private Row row(Target target, UUID id) {
        return crm.find(target.type(), id).orElseThrow(Refusals::notFound);
    }
}
