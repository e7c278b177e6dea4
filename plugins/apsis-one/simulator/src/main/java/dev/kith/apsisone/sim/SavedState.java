package dev.kith.apsisone.sim;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kith.testkit.sim.SimJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Writes and reads the whole state as one JSON object, profile by profile, so that it never lies in memory twice. */
final class SavedState {
    private static final ObjectMapper JSON =
            SimJson.MAPPER.copy().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final Tokens tokens;
    private final Switches switches;
    private final Definitions definitions;
    private final Profiles profiles;
    private final Imports imports;

    SavedState(Tokens tokens, Switches switches, Definitions definitions, Profiles profiles, Imports imports) {
        this.tokens = tokens;
        this.switches = switches;
        this.definitions = definitions;
        this.profiles = profiles;
        this.imports = imports;
    }

    void save(OutputStream stream) throws IOException {
        JsonGenerator out = JSON.getFactory().createGenerator(stream, JsonEncoding.UTF8);
        out.writeStartObject();
        out.writeNumberField("generation", tokens.generation());
        out.writeObjectField("opaqueTokens", tokens.opaque());
        out.writeObjectField("switches", switches.chosen());
        out.writeObjectField("keyspaces", definitions.keyspaces().all());
        out.writeObjectField("sections", definitions.sections().all());
        out.writeObjectField("attributes", definitions.attributes().all());
        out.writeObjectField("tags", definitions.tags().all());
        out.writeObjectField("topics", definitions.topics().all());
        out.writeObjectField("locked", profiles.locked());
        out.writeArrayFieldStart("profiles");
        for (Profile profile : profiles.sorted()) {
            ProfileJson.write(out, profile);
        }
        out.writeEndArray();
        out.writeNumberField("importDelay", imports.delayMillis());
        out.writeArrayFieldStart("imports");
        for (Imports.Saved each : imports.saved()) {
            out.writeObject(each);
        }
        out.writeEndArray();
        out.writeEndObject();
        out.flush();
    }

    void load(InputStream stream) throws IOException {
        try (JsonParser in = JSON.getFactory().createParser(stream)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("Saved state is not a JSON object");
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String member = in.currentName();
                in.nextToken();
                take(member, in);
            }
        }
    }

    private void take(String member, JsonParser in) throws IOException {
        switch (member) {
            case "generation" -> tokens.restore(in.getLongValue());
            case "opaqueTokens" -> tokens.restoreOpaque(map(in, Long.class));
            case "switches" -> switches.restore(map(in, String.class));
            case "importDelay" -> restoreDelay(in.getLongValue());
            case "imports" -> imports.restore(list(in, Imports.Saved.class));
            case "keyspaces" -> definitions.keyspaces().replaceAll(list(in, Keyspace.class));
            case "sections" -> definitions.sections().replaceAll(list(in, Section.class));
            case "attributes" -> definitions.attributes().replaceAll(list(in, AttributeDefinition.class));
            case "tags" -> definitions.tags().replaceAll(list(in, TagDefinition.class));
            case "topics" -> definitions.topics().replaceAll(list(in, Topic.class));
            case "locked" -> profiles.restoreLocked(list(in, Key.class));
            case "profiles" -> takeProfiles(in);
            default -> throw new IOException("Saved state has an unknown member: " + member);
        }
    }

    private void takeProfiles(JsonParser in) throws IOException {
        while (in.nextToken() == JsonToken.START_OBJECT) {
            profiles.create(ProfileJson.read(JSON.readTree(in)));
        }
    }

    private static <T> List<T> list(JsonParser in, Class<T> type) throws IOException {
        return JSON.readValue(in, JSON.getTypeFactory().constructCollectionType(List.class, type));
    }

    private static <T> Map<String, T> map(JsonParser in, Class<T> type) throws IOException {
        return JSON.readValue(in, JSON.getTypeFactory().constructMapType(Map.class, String.class, type));
    }

    /** A delay that was asked for anew stands. */
    private void restoreDelay(long milliseconds) {
        if (imports.delayMillis() == 0) {
            imports.delay(Duration.ofMillis(milliseconds));
        }
    }
}
