package dev.kith.apsisone.sim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.testkit.sim.Routes;
import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimRequest;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads and sets the tags of a profile (A25). */
final class TagRoutes {
    private static final String TAGS = "/audience/keyspaces/{ks}/profiles/{pk}/sections/{sec}/tags";

    private final Places places;
    private final Profiles profiles;

    TagRoutes(Places places, Profiles profiles) {
        this.places = places;
        this.profiles = profiles;
    }

    void addTo(Routes routes, Gate gate) {
        routes.add("GET", TAGS, gate.guard(this::read));
        routes.add("PATCH", TAGS, gate.guard(this::patch));
    }

    private SimAnswer read(SimRequest request) {
        Section section = places.section(request);
        Map<String, Boolean> tags = new TreeMap<>();
        for (String tag :
                profiles.requireSeen(places.key(request)).section(section).tags()) {
            places.definitions().tags().find(tag).ifPresent(t -> tags.put(t.versionId(), true));
        }
        return SimAnswer.json(200, tags);
    }

    private SimAnswer patch(SimRequest request) throws IOException {
        Section section = places.section(request);
        Key key = places.key(request);
        profiles.require(key);
        Set<String> set = new HashSet<>();
        Set<String> clear = new HashSet<>();
        for (Map.Entry<String, JsonNode> member : request.json().properties()) {
            if (!member.getValue().isNull() && !member.getValue().booleanValue()) {
                throw Problem.badRequest("A tag is true or null");
            }
            (member.getValue().isNull() ? clear : set).add(tag(member.getKey()).discriminator());
        }
        profiles.update(key, before -> {
            SectionData data = before.section(section);
            Set<String> tags = new HashSet<>(data.tags());
            tags.addAll(set);
            tags.removeAll(clear);
            return before.with(section, new SectionData(data.attributes(), tags, data.consents()));
        });
        return SimAnswer.empty(204);
    }

    private TagDefinition tag(String id) {
        Switches switches = places.switches();
        Optional<TagDefinition> found = places.definitions().tags().all().stream()
                .filter(tag -> (tag.versionId().equals(id) && !switches.is(Switch.A25, "discriminator"))
                        || (tag.discriminator().equals(id) && !switches.is(Switch.A25, "version-id")))
                .findFirst();
        if (found.isEmpty() && switches.is(Switch.A25, "create")) {
            TagDefinition fresh = new TagDefinition(id, id, "9" + Integer.toUnsignedString(id.hashCode()));
            places.definitions().tags().put(fresh);
            return fresh;
        }
        return found.orElseThrow(() -> Problem.badRequest("Tag not found: " + id));
    }
}
