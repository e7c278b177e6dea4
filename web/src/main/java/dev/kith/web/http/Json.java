package dev.kith.web.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reads and writes the JSON of REST: records in, records out, unknown members refused, absent ones left out. */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    public static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON for a " + value.getClass().getName(), e);
        }
    }

    /** How REST writes a constant: in lower case, with dashes. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static void answer(Context ctx, Object value) {
        ctx.result(text(value)).contentType("application/json");
    }

    /** What another program sent, if it is JSON; else a node without anything. */
    public static JsonNode lenient(byte[] body) {
        try {
            JsonNode node = MAPPER.readTree(body);
            return node == null ? MissingNode.getInstance() : node;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /** The body as a record; an empty body counts as an empty object. */
    public static <T> T body(Context ctx, Class<T> type) {
        String body = ctx.body().isBlank() ? "{}" : ctx.body();
        try {
            T value = MAPPER.readValue(body, type);
            if (value == null) {
                throw Refusal.badRequest("The body is null; it must be a JSON object.");
            }
            return value;
        } catch (UnrecognizedPropertyException e) {
            throw Refusal.badRequest("The body has the unknown member \"" + e.getPropertyName() + "\". Known are: "
                    + e.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .sorted()
                            .collect(Collectors.joining(", "))
                    + ".");
        } catch (JacksonException e) {
            throw Refusal.badRequest("The body isn't the JSON object that is expected here: " + e.getOriginalMessage());
        }
    }
}
