package dev.kith.tribe;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;

/** The JSON mapper: exact decimals, nothing after the end. */
final class Json {
    static final ObjectMapper MAPPER = JsonMapper.builder()
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
}
