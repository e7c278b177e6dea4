package dev.kith.web.http;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;

/** A request that is answered with a problem (RFC 9457) instead of what it asked for. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Map<String, Object> more;

    /** @param more further members of the problem, such as the running run */
    public Refusal(int status, String detail, Map<String, ?> more) {
        super(requireNonNull(detail, "detail"));
        this.status = status;
        this.more = new LinkedHashMap<>(more);
    }

    public Refusal(int status, String detail) {
        this(status, detail, Map.of());
    }

    public static Refusal notFound(String detail) {
        return new Refusal(404, detail);
    }

    public static Refusal badRequest(String detail) {
        return new Refusal(400, detail);
    }

    public int status() {
        return status;
    }

    public String detail() {
        return requireNonNull(getMessage());
    }

    Map<String, Object> more() {
        return more;
    }
}
