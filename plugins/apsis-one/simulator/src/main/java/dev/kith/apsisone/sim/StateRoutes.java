package dev.kith.apsisone.sim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.testkit.sim.Routes;
import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** Shows and changes profiles from outside the API: what people and other programs do in APSIS One. */
final class StateRoutes {
    private final Tokens tokens;
    private final Definitions definitions;
    private final Profiles profiles;
    private final Clock clock;

    StateRoutes(Tokens tokens, Definitions definitions, Profiles profiles, Clock clock) {
        this.tokens = tokens;
        this.definitions = definitions;
        this.profiles = profiles;
        this.clock = clock;
    }

    void addTo(Routes routes) {
        routes.add("GET", "/_sim/profiles", this::dump);
        routes.add("POST", "/_sim/profiles", this::make);
        routes.add("GET", "/_sim/profiles/{crmId}", this::show);
        routes.add("DELETE", "/_sim/profiles/{crmId}", this::delete);
        routes.add("POST", "/_sim/opt-out", r -> consent(r.json(), Consent.OPT_OUT, "Unsubscribe page"));
        routes.add(
                "POST",
                "/_sim/consents",
                r -> consent(r.json(), r.json().path("type").asText(), "APSIS One"));
        routes.add("POST", "/_sim/tokens/expire", r -> {
            tokens.expireAll();
            return SimAnswer.empty(204);
        });
        new DefinitionChanges(definitions).addTo(routes);
    }

    /** All profiles as JSON lines; {@code after} and {@code limit} read them in parts. */
    private SimAnswer dump(SimRequest request) throws IOException {
        String after = request.parameter("after").map(k -> "0" + k).orElse("");
        long limit = request.parameter("limit").map(Long::valueOf).orElse(Long.MAX_VALUE);
        List<Profile> shown = profiles.sorted().stream()
                .filter(p -> p.sortKey().compareTo(after) > 0)
                .limit(limit)
                .toList();
        return SimAnswer.of(200, "application/x-ndjson", ProfileLines.of(shown));
    }

    private SimAnswer show(SimRequest request) throws IOException {
        Profile profile = profiles.require(crmKey(request.variable("crmId")));
        return SimAnswer.of(200, "application/json", ProfileLines.of(List.of(profile)));
    }

    private SimAnswer make(SimRequest request) throws IOException {
        Profile profile = new GivenProfile(definitions, now()).read(request.json());
        profiles.create(profile);
        return SimAnswer.of(201, "application/json", ProfileLines.of(List.of(profile)));
    }

    private SimAnswer delete(SimRequest request) {
        profiles.delete(crmKey(request.variable("crmId")));
        return SimAnswer.empty(204);
    }

    private SimAnswer consent(JsonNode json, String type, String source) {
        Section section = definitions.requireSection(json.path("section").asText(Section.DEFAULT));
        Consent consent = new GivenProfile(definitions, now()).consent(json, type, source);
        profiles.update(
                crmKey(json.path("crm_id").asText()),
                before -> before.with(section, before.section(section).with(consent)));
        return SimAnswer.json(200, Map.of("modified_at", consent.modifiedAt().toString()));
    }

    private static Key crmKey(String crmId) {
        return Key.of(Keyspace.CRM_ID, crmId);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
