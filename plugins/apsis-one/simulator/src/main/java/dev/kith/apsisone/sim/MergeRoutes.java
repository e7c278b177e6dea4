package dev.kith.apsisone.sim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.testkit.sim.Routes;
import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimRequest;
import java.io.IOException;
import java.util.Set;

/** Merges two profiles (A15 to A18). */
final class MergeRoutes {
    private final Places places;
    private final Profiles profiles;

    MergeRoutes(Places places, Profiles profiles) {
        this.places = places;
        this.profiles = profiles;
    }

    void addTo(Routes routes, Gate gate) {
        routes.add("PUT", "/audience/profiles/merges", gate.guard(Set.of("profiles"), this::merge));
    }

    private SimAnswer merge(SimRequest request) throws IOException {
        JsonNode two = request.json().path("profiles");
        if (two.size() != 2) {
            throw Problem.badRequest("profiles must be exactly two");
        }
        boolean merged = profiles.merge(side(two.get(0)), side(two.get(1)));
        if (!merged && !places.switches().is(Switch.A18, "opt-out")) {
            throw Problem.conflict("Profiles are merged already");
        }
        return SimAnswer.empty(204);
    }

    /** A missing side is refused, or created on the way (A16). */
    private Key side(JsonNode json) {
        Keyspace keyspace = places.definitions()
                .requireKeyspace(json.path("keyspace_discriminator").asText());
        String raw = json.path("profile_key").asText();
        if (raw.isBlank()) {
            throw Problem.badRequest("profile_key is missing");
        }
        Key key = places.key(keyspace.discriminator(), raw);
        places.limits().profile(key);
        if (places.switches().is(Switch.A16, "create") && profiles.find(key).isEmpty()) {
            Section section = places.definitions().requireSection(Section.DEFAULT);
            profiles.create(NewProfile.of(key, section, raw));
        }
        return key;
    }
}
