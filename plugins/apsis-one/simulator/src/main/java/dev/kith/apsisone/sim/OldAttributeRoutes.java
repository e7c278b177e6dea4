package dev.kith.apsisone.sim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.testkit.sim.Routes;
import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads and sets attributes by version id, as v1 does (A6). */
final class OldAttributeRoutes {
    private static final String ATTRIBUTES = "/audience/keyspaces/{ks}/profiles/{pk}/sections/{sec}/attributes";

    private final Places places;
    private final Profiles profiles;

    OldAttributeRoutes(Places places, Profiles profiles) {
        this.places = places;
        this.profiles = profiles;
    }

    void addTo(Routes routes, Gate gate) {
        routes.add("GET", ATTRIBUTES, gate.guard(this::read));
        routes.add("PATCH", ATTRIBUTES, gate.guard(this::patch));
    }

    private SimAnswer read(SimRequest request) {
        Section section = places.section(request);
        Map<String, Object> values = new TreeMap<>();
        Map<String, Object> attributes =
                profiles.requireSeen(places.key(request)).section(section).attributes();
        attributes.forEach((id, value) -> places.definitions()
                .attribute(section, id)
                .ifPresent(definition -> values.put(definition.versionId(), value)));
        return SimAnswer.json(200, values);
    }

    /** Creates the profile when it is missing, and never moves its keys. */
    private SimAnswer patch(SimRequest request) throws IOException {
        Section section = places.section(request);
        Key key = places.key(request);
        Map<String, Object> set = new HashMap<>();
        Set<String> clear = new HashSet<>();
        for (Map.Entry<String, JsonNode> member : request.json().properties()) {
            AttributeDefinition definition = byVersion(section, member.getKey());
            if (member.getValue().isNull()) {
                clear.add(definition.discriminator());
            } else {
                set.put(
                        definition.discriminator(),
                        definition
                                .type()
                                .read(member.getValue())
                                .orElseThrow(() -> Problem.badRequest("Wrong type of value: " + member.getKey())));
            }
        }
        if (profiles.find(key).isEmpty()) {
            profiles.create(NewProfile.of(key, section, request.variable("pk")));
        }
        profiles.update(
                key, before -> before.with(section, before.section(section).with(set, clear)));
        return SimAnswer.empty(204);
    }

    private AttributeDefinition byVersion(Section section, String version) {
        return places.definitions().attributes(section).stream()
                .filter(d -> d.versionId().equals(version))
                .findFirst()
                .orElseThrow(() -> Problem.badRequest("Attribute version not found: " + version));
    }
}
