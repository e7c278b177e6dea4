package dev.kith.tribe;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;

/** The JSON mapper: exact decimals, nothing after the end, nothing as deep or long as no honest answer is. */
final class Json {
    private static final StreamReadConstraints BOUNDS = StreamReadConstraints.builder()
            .maxNestingDepth(64)
            .maxStringLength(4 * 1024 * 1024)
            .maxNumberLength(200)
            .build();

    static final ObjectMapper MAPPER = JsonMapper.builder(
                    JsonFactory.builder().streamReadConstraints(BOUNDS).build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** @throws JsonProcessingException also when it is JSON, but no object */
    static JsonNode object(InputStream body) throws IOException {
        JsonNode json = MAPPER.readTree(body);
        if (!json.isObject()) {
            throw new JsonParseException("not an object");
        }
        return json;
    }

    /** The same for a body that may be absent; an empty object then. */
    static JsonNode objectOrNothing(InputStream body) throws IOException {
        JsonNode json = MAPPER.readTree(body);
        return json.isObject() ? json : MAPPER.createObjectNode();
    }

    static JsonNode any(InputStream body) throws IOException {
        return MAPPER.readTree(body);
    }
}
