package dev.kith.tribe.sim.odata;

import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimJson;
import dev.kith.testkit.sim.SimRefusal;
import dev.kith.tribe.sim.model.EntityType;

/** The errors of the service, with the texts of Olingo. */
final class Refusals {
    private Refusals() {}

    static SimRefusal of(int status, String message) {
        var body = SimJson.MAPPER.createObjectNode();
        body.putObject("error").putNull("code").put("message", message);
        return new SimRefusal(SimAnswer.of(status, "application/json;odata.metadata=minimal", SimJson.bytes(body))
                .withHeader("OData-Version", "4.0"));
    }

    static SimRefusal malformed() {
        return of(400, "The URI is malformed.");
    }

    static SimRefusal unsupported(String what) {
        return of(501, "Not supported: " + what + ".");
    }

    static SimRefusal unknownInQuery(String property, EntityType type) {
        return of(
                400,
                "The property '" + property + "', used in a query expression, is not defined in type 'OData."
                        + type.name() + "'.");
    }

    static SimRefusal unknownInPath(String property, EntityType type) {
        return of(404, "The type 'OData." + type.name() + "' has no property '" + property + "'.");
    }

    static SimRefusal unknownSet(String name) {
        return of(404, "Cannot find EntitySet, Singleton, ActionImport or FunctionImport with name '" + name + "'.");
    }

    static SimRefusal notFound() {
        return of(404, "Nothing found.");
    }

    static SimRefusal wrongMethod(String method) {
        return of(405, "HTTP method '" + method + "' not allowed for this resource.");
    }
}
