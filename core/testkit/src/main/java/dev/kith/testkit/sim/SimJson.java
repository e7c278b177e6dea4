package dev.kith.testkit.sim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The JSON mapper of the simulators. */
public final class SimJson {
    public static final ObjectMapper MAPPER = new ObjectMapper();

    private SimJson() {}

    /** Writes a value that is known to be writable. */
    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Value can't be written as JSON", e);
        }
    }
}
