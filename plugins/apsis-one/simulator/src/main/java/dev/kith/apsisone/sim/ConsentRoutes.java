package dev.kith.apsisone.sim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.testkit.sim.Routes;
import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimHandler;
import dev.kith.testkit.sim.SimRefusal;
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

    private static final int MAX_WORDS = 100;
    private static final Set<String> MEMBERS =
            Set.of("topic_discriminator", "channel_discriminator", "type", "reason", "source");

    private final Places places;
    private final Profiles profiles;
    private final Clock clock;

    ConsentRoutes(Places places, Profiles profiles, Clock clock) {
        this.places = places;
        this.profiles = profiles;
        this.clock = clock;
    }

    void addTo(Routes routes, Gate gate) {
        routes.add("GET", "/v2" + OF_PROFILE + "/consents", gate.guard(this::read));
        routes.add("POST", "/v2" + OF_PROFILE + "/consents", gate.guard(MEMBERS, this::write));
        SimHandler retired = gate.guard(r -> {
            throw retired();
        });
        routes.add("POST", "/audience/channels/{ch}/addresses/{addr}/consents", retired);
        routes.add("GET", "/audience/channels/{ch}/addresses/{addr}/consents/{rest*}", retired);
        routes.add("POST", OF_PROFILE + "/subscriptions", retired);
    }

    private SimRefusal retired() {
        String detail = "Consent 1.0 is not available for this account";
        return places.switches().is(Switch.A24, "403") ? Problem.forbidden(detail) : Problem.of(410, "Gone", detail);
    }

    private SimAnswer read(SimRequest request) {
        Section section = places.section(request);
        boolean all = places.switches().is(Switch.A26, "all");
        List<String> types = request.query().stream()
                .filter(p -> p.getKey().equals("consent_types"))
                .map(Map.Entry::getValue)
                .toList();
        List<Map<String, String>> items = profiles.requireSeen(places.key(request)).section(section).consents().stream()
                .filter(c -> (all && types.isEmpty()) || types.contains(c.type()))
                .map(ProfileJson::consent)
                .toList();
        return SimAnswer.json(200, Map.of("items", items));
    }

    private SimAnswer write(SimRequest request) throws IOException {
        Keyspace keyspace = places.keyspace(request);
        if (!keyspace.manageSubscriptions()) {
            throw Problem.forbidden("Subscriptions can't be managed through this keyspace");
        }
        Section section = places.section(request);
        Key key = places.key(request);
        profiles.require(key);
        Consent wanted = consent(section, request.json());
        int[] status = {0};
        profiles.update(key, before -> {
            SectionData data = before.section(section);
            Optional<Consent> stands = data.consentLike(wanted);
            boolean changes = changes(stands, wanted);
            status[0] = status(stands, changes);
            return changes ? before.with(section, data.with(wanted)) : before;
        });
        return SimAnswer.empty(status[0]);
    }

    private int status(Optional<Consent> before, boolean changes) {
        if (!changes) {
            return 200;
        }
        return before.isEmpty() ? Integer.parseInt(places.switches().value(Switch.A13)) : 204;
    }

    /** Whether a write changes anything (A12, A13); one transition is not supported (A14). */
    private boolean changes(Optional<Consent> before, Consent wanted) {
        if (before.isEmpty()) {
            return true;
        }
        String old = before.get().type();
        if (old.equals(Consent.CONFIRMED) && wanted.type().equals(Consent.OPT_IN)) {
            if (places.switches().is(Switch.A14, "200")) {
                return false;
            }
            throw Problem.conflict("Transition from confirmed-opt-in to opt-in is not supported");
        }
        if (old.equals(wanted.type()) && places.switches().is(Switch.A12, "409")) {
            throw Problem.conflict("Transition from " + old + " to " + old + " is not supported");
        }
        return !old.equals(wanted.type());
    }

    private Consent consent(Section section, JsonNode json) {
        Topic topic = places.definitions()
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
        checkWords(reason, json.path("source").asText());
        return new Consent(
                topic.discriminator(),
                channel.intern(),
                type.intern(),
                json.path("source").asText("One API").intern(),
                reason.intern(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    /** A30. */
    private void checkWords(String reason, String source) {
        if (reason.isBlank() && places.switches().is(Switch.A30, "reason")) {
            throw Problem.badRequest("reason is required");
        }
        boolean limited = places.switches().is(Switch.A30, "limit");
        if (limited && (reason.length() > MAX_WORDS || source.length() > MAX_WORDS)) {
            throw Problem.badRequest("reason and source take at most 100 characters");
        }
    }
}
