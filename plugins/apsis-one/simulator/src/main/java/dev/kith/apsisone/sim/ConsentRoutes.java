package dev.kith.apsisone.sim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.testkit.sim.Routes;
import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimHandler;
import dev.kith.testkit.sim.SimRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads and writes consents (2.0), and turns away the old kind (A24). */
final class ConsentRoutes {
    private static final String OF_PROFILE = "/audience/keyspaces/{ks}/profiles/{pk}/sections/{sec}";

    private final Definitions definitions;
    private final Profiles profiles;
    private final Clock clock;

    ConsentRoutes(Definitions definitions, Profiles profiles, Clock clock) {
        this.definitions = definitions;
        this.profiles = profiles;
        this.clock = clock;
    }

    void addTo(Routes routes, Gate gate) {
        routes.add("GET", "/v2" + OF_PROFILE + "/consents", gate.guard(this::read));
        routes.add("POST", "/v2" + OF_PROFILE + "/consents", gate.guard(this::write));
        SimHandler retired = gate.guard(r -> {
            throw Problem.forbidden("Consent 1.0 is not available for this account");
        });
        routes.add("POST", "/audience/channels/{ch}/addresses/{addr}/consents", retired);
        routes.add("GET", "/audience/channels/{ch}/addresses/{addr}/consents/{rest*}", retired);
        routes.add("POST", OF_PROFILE + "/subscriptions", retired);
    }

    private SimAnswer read(SimRequest request) {
        Section section = definitions.requireSection(request.variable("sec"));
        List<String> types = request.query().stream()
                .filter(p -> p.getKey().equals("consent_types"))
                .map(Map.Entry::getValue)
                .toList();
        List<Map<String, String>> items = profiles.require(key(request)).section(section).consents().stream()
                .filter(c -> types.isEmpty() || types.contains(c.type()))
                .map(ProfileJson::consent)
                .toList();
        return SimAnswer.json(200, Map.of("items", items));
    }

    private SimAnswer write(SimRequest request) throws IOException {
        Keyspace keyspace = definitions.requireKeyspace(request.variable("ks"));
        if (!keyspace.manageSubscriptions()) {
            throw Problem.forbidden("Subscriptions can't be managed through this keyspace");
        }
        Section section = definitions.requireSection(request.variable("sec"));
        Key key = key(request);
        profiles.require(key);
        Consent wanted = consent(section, request.json());
        boolean[] changed = {false};
        profiles.update(key, before -> {
            SectionData data = before.section(section);
            changed[0] = changes(data.consentLike(wanted), wanted);
            return changed[0] ? before.with(section, data.with(wanted)) : before;
        });
        return SimAnswer.empty(changed[0] ? 204 : 200);
    }

    /** Whether a write changes anything (A12, A13); one transition is not supported (A14). */
    private static boolean changes(Optional<Consent> before, Consent wanted) {
        if (before.isEmpty()) {
            return true;
        }
        String old = before.get().type();
        if (old.equals(Consent.CONFIRMED) && wanted.type().equals(Consent.OPT_IN)) {
            throw Problem.conflict("Transition from confirmed-opt-in to opt-in is not supported");
        }
        return !old.equals(wanted.type());
    }

    private Consent consent(Section section, JsonNode json) {
        Topic topic = definitions
                .topic(section, json.path("topic_discriminator").asText())
                .orElseThrow(() -> Problem.notFound("Topic not found"));
        String channel = json.path("channel_discriminator").asText();
        if (!topic.serves(channel)) {
            throw Problem.badRequest("Channel is not one of the topic: " + channel);
        }
        String type = json.path("type").asText();
        if (!Set.of(Consent.OPT_IN, Consent.OPT_OUT).contains(type)) {
            throw Problem.badRequest("type must be opt-in or opt-out");
        }
        String reason = json.path("reason").asText();
        if (reason.isBlank()) {
            throw Problem.badRequest("reason is required");
        }
        return new Consent(
                topic.discriminator(),
                channel.intern(),
                type.intern(),
                json.path("source").asText("One API").intern(),
                reason.intern(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private Key key(SimRequest request) {
        Keyspace keyspace = definitions.requireKeyspace(request.variable("ks"));
        return Key.of(keyspace.discriminator(), request.variable("pk"));
    }
}
