package dev.kith.apsisone.sim;

import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimJson;
import dev.kith.testkit.sim.SimRefusal;
import java.util.LinkedHashMap;
import java.util.Map;

/** Refusals as problem JSON (A28). */
final class Problem {
    private Problem() {}

    static SimRefusal of(int status, String title, String detail) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "about:blank");
        body.put("title", title);
        body.put("status", status);
        body.put("detail", detail);
        return new SimRefusal(SimAnswer.of(status, "application/problem+json", SimJson.bytes(body)));
    }

    static SimRefusal badRequest(String detail) {
        return of(400, "Bad Request", detail);
    }

    static SimRefusal unauthorized(String detail) {
        return of(401, "Unauthorized", detail);
    }

    static SimRefusal forbidden(String detail) {
        return of(403, "Forbidden", detail);
    }

    static SimRefusal notFound(String detail) {
        return of(404, "Not Found", detail);
    }

    static SimRefusal conflict(String detail) {
        return of(409, "Conflict", detail);
    }

    static SimRefusal locked() {
        return of(410, "Gone", "Profile is locked");
    }
}
