package dev.kith.engine.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** The settings that the CRM of an integration was ever read by, by a version that is the same for the same ones. */
public final class CrmReadings {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();
    private static final TypeReference<Map<String, Object>> SETTINGS = new TypeReference<>() {};

    private final Database database;
    private final Clock clock;

    CrmReadings(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Keeps settings, if they aren't known.
     *
     * @param settings texts, lists and maps of texts; none of them secret
     * @return their version
     */
    public String keep(String integration, String connector, Map<String, Object> settings) {
        String text = text(settings);
        String version = LinkTable.hash(connector + " " + text);
        database.write(handle -> handle.createUpdate("""
                        insert into crm_reading (integration, version, connector, settings, first_at)
                        values (:integration, :version, :connector, :settings, :at)
                        on conflict (integration, version) do nothing""")
                .bind("integration", integration)
                .bind("version", version)
                .bind("connector", connector)
                .bind("settings", text)
                .bind("at", clock.millis())
                .execute());
        return version;
    }

    /** The settings of a version; empty when they are of another connector, or not known. */
    public Optional<Map<String, Object>> find(String integration, String connector, String version) {
        return database.read(handle -> handle.createQuery("""
                        select settings from crm_reading
                        where integration = :integration and version = :version and connector = :connector""")
                .bind("integration", integration)
                .bind("version", version)
                .bind("connector", connector)
                .mapTo(String.class)
                .findOne()
                .map(CrmReadings::settings));
    }

    private static String text(Map<String, Object> settings) {
        try {
            return JSON.writeValueAsString(settings);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Settings that are no JSON", e);
        }
    }

    private static Map<String, Object> settings(String text) {
        try {
            return JSON.readValue(text, SETTINGS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Settings in the database are no JSON", e);
        }
    }
}
