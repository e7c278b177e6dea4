package dev.kith.apsisone.sim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.testkit.sim.Routes;
import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimRequest;
import java.io.IOException;

/** Creates, changes, deletes and locks profiles. */
final class ProfileRoutes {
    private static final String PROFILE = "/audience/keyspaces/{ks}/profiles/{pk}";

    private final Definitions definitions;
    private final Profiles profiles;

    ProfileRoutes(Definitions definitions, Profiles profiles) {
        this.definitions = definitions;
        this.profiles = profiles;
    }

    void addTo(Routes routes, Gate gate) {
        routes.add("POST", "/audience/keyspaces/{ks}/sections/{sec}/profiles", gate.guard(this::create));
        routes.add("PATCH", "/v2" + PROFILE + "/sections/{sec}/attributes", gate.guard(this::patch));
        routes.add("DELETE", PROFILE, gate.guard(this::delete));
        routes.add("PUT", PROFILE + "/locks", gate.guard(this::lock));
    }

    private SimAnswer create(SimRequest request) throws IOException {
        Keyspace keyspace = definitions.requireKeyspace(request.variable("ks"));
        Section section = definitions.requireSection(request.variable("sec"));
        if (keyspace.discriminator().equals(Keyspace.EXPORT)) {
            throw Problem.forbidden("Profiles can't be created in the export keyspace");
        }
        JsonNode key = request.json().path("profile_key");
        if (!key.isTextual() || key.textValue().isBlank()) {
            throw Problem.badRequest("profile_key must be a text");
        }
        profiles.create(NewProfile.of(keyspace, section, key.textValue()));
        return SimAnswer.empty(201);
    }

    private SimAnswer patch(SimRequest request) throws IOException {
        Keyspace keyspace = definitions.requireKeyspace(request.variable("ks"));
        Section section = definitions.requireSection(request.variable("sec"));
        Key key = Key.of(keyspace.discriminator(), request.variable("pk"));
        profiles.require(key);
        AttributePatch patch = new AttributePatch(definitions, keyspace, section).read(request.body());
        profiles.update(key, patch::apply);
        return SimAnswer.empty(204);
    }

    private SimAnswer delete(SimRequest request) {
        profiles.delete(key(request));
        return SimAnswer.empty(204);
    }

    private SimAnswer lock(SimRequest request) {
        profiles.lock(key(request));
        return SimAnswer.empty(204);
    }

    private Key key(SimRequest request) {
        Keyspace keyspace = definitions.requireKeyspace(request.variable("ks"));
        return Key.of(keyspace.discriminator(), request.variable("pk"));
    }
}
