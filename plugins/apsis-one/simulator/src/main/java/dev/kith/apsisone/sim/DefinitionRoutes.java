package dev.kith.apsisone.sim;

import dev.kith.testkit.sim.Routes;
import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimHandler;
import dev.kith.testkit.sim.SimRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what the account defines. */
final class DefinitionRoutes {
    private static final String SECTION = "/audience/sections/{sec}";

    private final Definitions definitions;
    private final Switches switches;

    DefinitionRoutes(Definitions definitions, Switches switches) {
        this.definitions = definitions;
        this.switches = switches;
    }

    void addTo(Routes routes, Gate gate) {
        routes.add(
                "GET",
                "/audience/keyspaces",
                gate.guard(r -> items(definitions.keyspaces().all(), k -> k)));
        routes.add(
                "GET",
                "/audience/sections",
                gate.guard(r -> items(definitions.sections().all(), this::section)));
        routes.add("GET", SECTION + "/attributes", gate.guard(this::attributes));
        routes.add("GET", SECTION + "/tags", gate.guard(this::tags));
        routes.add("GET", "/v2" + SECTION + "/topics", gate.guard(this::topics));
        SimHandler retired = gate.guard(r -> {
            throw Problem.of(
                    Integer.parseInt(switches.value(Switch.A24)),
                    "Not available",
                    "Consent 1.0 is not available for this account");
        });
        routes.add("GET", SECTION + "/consent-lists", retired);
        routes.add("GET", SECTION + "/consent-lists/{rest*}", retired);
    }

    private SimAnswer attributes(SimRequest request) {
        Section section = definitions.requireSection(request.variable("sec"));
        boolean permissions = withPermissions(request);
        return items(definitions.attributes(section), d -> {
            Map<String, Object> json = item(d);
            json.put(
                    "versions",
                    versions(d.deprecatedId(), d.versionId(), d.type().wireName()));
            if (permissions) {
                json.put("keyspace_permissions", permissions(d));
            }
            return json;
        });
    }

    private SimAnswer tags(SimRequest request) {
        Section section = definitions.requireSection(request.variable("sec"));
        List<TagDefinition> found = definitions.tags().all().stream()
                .filter(d -> Definitions.isIn(section, d))
                .toList();
        return items(found, d -> {
            Map<String, Object> json = item(d);
            json.put("versions", versions("", d.versionId(), null));
            return json;
        });
    }

    private SimAnswer topics(SimRequest request) {
        Section section = definitions.requireSection(request.variable("sec"));
        List<Topic> found = definitions.topics().all().stream()
                .filter(d -> Definitions.isIn(section, d))
                .toList();
        return items(found, d -> {
            Map<String, Object> json = item(d);
            json.put("folder_discriminator", d.folder());
            if (!d.channel().isEmpty()) {
                json.put("channel_discriminator", d.channel());
            }
            return json;
        });
    }

    private Object section(Section section) {
        Map<String, Object> json = item(section);
        json.put("description", null);
        return json;
    }

    private static boolean withPermissions(SimRequest request) {
        return request.parameter("include_keyspace_permissions").orElse("").equals("true");
    }

    private List<Map<String, Object>> permissions(AttributeDefinition definition) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Keyspace keyspace : definitions.keyspaces().all()) {
            List<String> allowed = isWritable(definition, keyspace) ? List.of("read", "write") : List.of("read");
            all.add(Map.of("keyspace_discriminator", keyspace.discriminator(), "permissions", allowed));
        }
        return all;
    }

    /** Nothing is written through the export keyspace. */
    static boolean isWritable(AttributeDefinition definition, Keyspace keyspace) {
        return !keyspace.discriminator().equals(Keyspace.EXPORT)
                && !definition.readOnlyIn().contains(keyspace.discriminator());
    }

    private static Map<String, Object> item(Defined definition) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("discriminator", definition.discriminator());
        json.put("name", definition.name());
        return json;
    }

    /** The current version comes after a deprecated one, if there is any. */
    private static List<Map<String, Object>> versions(String deprecated, String current, @Nullable String type) {
        List<Map<String, Object>> all = new ArrayList<>();
        if (!deprecated.isEmpty()) {
            all.add(version(deprecated, "2024-01-31T10:00:00Z", type));
        }
        all.add(version(current, null, type));
        return all;
    }

    private static Map<String, Object> version(String id, @Nullable String deprecatedAt, @Nullable String type) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("deprecated_at", deprecatedAt);
        if (type != null) {
            json.put("type", type);
        }
        return json;
    }

    private static <T> SimAnswer items(List<T> all, Function<T, Object> toJson) {
        return SimAnswer.json(
                200, Collections.singletonMap("items", all.stream().map(toJson).toList()));
    }
}
