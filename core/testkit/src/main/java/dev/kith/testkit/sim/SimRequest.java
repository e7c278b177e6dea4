package dev.kith.testkit.sim;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came in.
 *
 * @param path values of the route's variables, percent-decoded ({@code +} stays {@code +})
 * @param rawPath the path as sent
 * @param rawQuery the query as sent, without the question mark; empty when there is none
 * @param headers first value of each header, names in lower case
 */
public record SimRequest(
        String method,
        Map<String, String> path,
        String rawPath,
        String rawQuery,
        Map<String, String> headers,
        byte[] body) {
    public SimRequest {
        requireNonNull(method, "method");
        path = Map.copyOf(path);
        requireNonNull(rawPath, "rawPath");
        requireNonNull(rawQuery, "rawQuery");
        headers = Map.copyOf(headers);
        requireNonNull(body, "body");
    }

    /** The value of a route variable. */
    public String variable(String name) {
        return requireNonNull(path.get(name), name);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The query as name and value pairs in order, decoded as RFC 3986 says: {@code +} stays {@code +}. */
    public List<Map.Entry<String, String>> query() {
        return Percent.query(rawQuery);
    }

    /** The first value of a query parameter. */
    public Optional<String> parameter(String name) {
        return query().stream()
                .filter(e -> e.getKey().equals(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /**
     * The body as JSON.
     *
     * @throws IOException when it isn't JSON
     */
    public JsonNode json() throws IOException {
        return SimJson.MAPPER.readTree(body);
    }
}
