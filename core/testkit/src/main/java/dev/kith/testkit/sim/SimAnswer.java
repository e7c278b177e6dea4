package dev.kith.testkit.sim;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer. A body of length 0 is sent without content type. */
public record SimAnswer(int status, String contentType, byte[] body, Map<String, String> headers) {
    public SimAnswer {
        requireNonNull(contentType, "contentType");
        requireNonNull(body, "body");
        headers = Map.copyOf(headers);
    }

    public static SimAnswer empty(int status) {
        return new SimAnswer(status, "", new byte[0], Map.of());
    }

    public static SimAnswer json(int status, Object value) {
        return of(status, "application/json", SimJson.bytes(value));
    }

    public static SimAnswer text(int status, String contentType, String body) {
        return of(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    public static SimAnswer of(int status, String contentType, byte[] body) {
        return new SimAnswer(status, contentType, body, Map.of());
    }

    public SimAnswer withHeader(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new SimAnswer(status, contentType, body, all);
    }
}
