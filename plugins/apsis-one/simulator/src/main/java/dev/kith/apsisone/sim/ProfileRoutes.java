package dev.kith.apsisone.sim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.testkit.sim.Routes;
import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimRefusal;
import dev.kith.testkit.sim.SimRequest;
import java.io.IOException;
import java.util.Set;

/** Creates, changes, deletes and locks profiles. */
final class ProfileRoutes {
    private static final String PROFILE = "/audience/keyspaces/{ks}/profiles/{pk}";

    private final Places places;
    private final Profiles profiles;

    ProfileRoutes(Places places, Profiles profiles) {
        this.places = places;
        this.profiles = profiles;
    }

    void addTo(Routes routes, Gate gate) {
        routes.add(
                "POST",
                "/audience/keyspaces/{ks}/sections/{sec}/profiles",
                gate.guard(Set.of("profile_key"), this::create));
        routes.add("PATCH", "/v2" + PROFILE + "/sections/{sec}/attributes", gate.guard(this::patch));
        routes.add("DELETE", PROFILE, gate.guard(this::delete));
        routes.add("PUT", PROFILE + "/locks", gate.guard(this::lock));
    }

    private SimAnswer create(SimRequest request) throws IOException {
        Keyspace keyspace = places.keyspace(request);
        Section section = places.section(request);
        if (keyspace.discriminator().equals(Keyspace.EXPORT)) {
            throw Problem.forbidden("Profiles can't be created in the export keyspace");
        }
        JsonNode raw = request.json().path("profile_key");
        if (!raw.isTextual() || raw.textValue().isBlank()) {
            throw Problem.badRequest("profile_key must be a text");
        }
        Key key = places.key(keyspace.discriminator(), raw.textValue());
        places.limits().profile(key);
        profiles.create(NewProfile.of(key, section, raw.textValue()));
        return SimAnswer.empty(201);
    }

    private SimAnswer patch(SimRequest request) throws IOException {
        Keyspace keyspace = places.keyspace(request);
        Section section = places.section(request);
        Key key = places.key(request);
        requireForPatch(key);
        AttributePatch patch = new AttributePatch(places, keyspace, section).read(request.body());
        profiles.update(key, patch::apply);
        return SimAnswer.empty(204);
    }

    /** A5: how a missing profile is told. */
    private void requireForPatch(Key key) {
        try {
            profiles.require(key);
        } catch (SimRefusal e) {
            if (e.answer().status() == 404 && places.switches().is(Switch.A5, "400")) {
                throw Problem.badRequest("Profile does not exist in account");
            }
            throw e;
        }
    }

    private SimAnswer delete(SimRequest request) {
        Key key = places.key(request);
        if (places.switches().is(Switch.A19, "204") && profiles.find(key).isEmpty()) {
            return SimAnswer.empty(204);
        }
        profiles.delete(key);
        return SimAnswer.empty(204);
    }

    private SimAnswer lock(SimRequest request) {
        profiles.lock(places.key(request));
        return SimAnswer.empty(204);
    }
}
