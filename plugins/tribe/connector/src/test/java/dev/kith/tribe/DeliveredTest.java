package dev.kith.tribe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.spi.Notice;
import dev.kith.spi.Reading;
import dev.kith.spi.Resolution;
import dev.kith.spi.Subject;
import dev.kith.spi.Webhook;
import dev.kith.spi.WebhookDelivery;
import dev.kith.testkit.sim.Routes;
import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimRequest;
import dev.kith.testkit.sim.SimServer;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the connector makes of webhook calls the simulator sends, one way and the other: T25 to T28, T31 to T35, T37. */
class DeliveredTest {
    private final List<SimRequest> calls = new CopyOnWriteArrayList<>();
    private SimulatedTribe tribe;
    private SimServer receiver;
    private TribeConnector connector;
    private List<Webhook> hooks = List.of();
    private String person = "";

    @BeforeEach
    void start() throws IOException {
        tribe = new SimulatedTribe(25);
        connector = tribe.connector(Map.of());
        receiver = SimServer.start(0, new Routes().add("POST", "/hook", r -> {
                    calls.add(r);
                    return SimAnswer.empty(204);
                }));
        person = tribe.newPerson(",\"contacts\":[{\"organisation\":\"X\",\"email\":\"a@example.com\"}]");
        tribe.set("T31", "present");
        tribe.set("T32", "http");
    }

    @AfterEach
    void stop() {
        tribe.close();
        receiver.close();
    }

    private void register(Map<String, String> settings) {
        connector = tribe.connector(settings);
        hooks = connector.subscribe(URI.create("http://127.0.0.1:" + receiver.port() + "/hook"), Map.of());
    }

    private void rename() {
        tribe.send("PATCH", "/_sim/persons/" + person, "{\"FirstName\":\"Anna\"}");
    }

    private void changeContact() {
        String contact = tribe.json(tribe.send("GET", "/_sim/persons/" + person, ""))
                .path("contacts")
                .get(0)
                .path("id")
                .asText();
        tribe.send(
                "PATCH",
                "/_sim/persons/" + person,
                "{\"contacts\":[{\"id\":\"" + contact + "\",\"department\":\"Changed\"}]}");
    }

    /** All notices once nothing is on its way any more; a call that is refused has none. */
    private List<Notice> notices() {
        await().until(() -> tribe.json(tribe.send("GET", "/_sim/deliveries", ""))
                        .path("waiting")
                        .asInt()
                == 0);
        List<Notice> notices = new ArrayList<>();
        for (SimRequest call : calls) {
            Map<String, List<String>> headers = new HashMap<>();
            call.headers().forEach((name, value) -> headers.put(name, List.of(value)));
            String[] secrets = hooks.stream().map(h -> h.secret().orElse("")).toArray(String[]::new);
            connector
                    .receive(new WebhookDelivery(headers, call.body(), Set.of(secrets)))
                    .ifPresent(notices::addAll);
        }
        calls.clear();
        return notices;
    }

    private List<Resolution> resolved() {
        return notices().stream()
                .map(n -> connector.resolve(n.subject(), Optional.empty()))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"person", "link", "none"})
    void aLabelIsNoticedOrSweptWhateverIsSent(String way) { // T25
        register(Map.of());
        tribe.set("T25", way);
        tribe.send("PUT", "/_sim/persons/" + person + "/labels/Newsletter", "");
        List<Resolution> resolved = resolved();
        switch (way) {
            case "person" -> assertThat(resolved).containsExactly(Resolution.of(List.of(person)));
            case "link" ->
                assertThat(resolved).singleElement().satisfies(r -> {
                    assertThat(r.sweepNeeded()).isTrue();
                    assertThat(r.contactKeys()).isEmpty();
                });
            default -> assertThat(resolved).isEmpty();
        }
        // The sweep finds the person in any case.
        Reading list = SimulatedTribe.membersOf(connector, "Label: Newsletter");
        assertThat(SimulatedTribe.read(connector, list)).containsKey(person);
    }

    @ParameterizedTest
    @CsvSource({
        "record,flat",
        "record,typed",
        "record,wrapped",
        "record,rich",
        "link,flat",
        "link,typed",
        "link,wrapped",
        "link,rich"
    })
    void aContactRowLeadsToItsPersonInEveryReadingAndShape(String reading, String shape) { // T26, T27
        register(Map.of());
        tribe.set("T26", reading);
        tribe.set("T27", shape);
        changeContact();
        assertThat(resolved()).isNotEmpty().containsOnly(Resolution.of(List.of(person)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exact", "subtypes"})
    void noEventIsMissedNorToldTwiceToOneWebhook(String cover) { // T28
        tribe.set("T28", cover);
        register(Map.of());
        rename();
        assertThat(notices()).extracting(n -> n.subject().id()).contains(person).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"X-Tribe-Signature,", "X-Other,", "X-Tribe-Signature,X-Tribe-Signature", "X-Other,X-Other"})
    void theSignatureIsFoundInAnyHeaderOrTheOneThatIsSet(String sent, String setting) { // T33
        tribe.set("T33", sent);
        register(setting == null ? Map.of() : Map.of("webhookHeader", setting));
        rename();
        assertThat(notices()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "hmac,hmac-sha512,true",
        "digest,sha512,true",
        "digest,hmac-sha512,false",
        "hmac,sha512,false",
        "bad,hmac-sha512,false",
        "none,hmac-sha512,false"
    })
    void onlyTheAlgorithmThatIsSetCounts(String sent, String setting, boolean accepted) { // T34
        tribe.set("T34", sent);
        register(Map.of("webhookAlgorithm", setting));
        rename();
        assertThat(notices().isEmpty()).isEqualTo(!accepted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent", "present"})
    void theSecretComesFromTheAnswerOrByHand(String secret) { // T31
        tribe.set("T31", secret);
        register(Map.of());
        assertThat(hooks).allMatch(h -> h.secret().isPresent() == secret.equals("present"));
        List<String> shown = new ArrayList<>();
        tribe.json(tribe.send("GET", "/_sim/webhooks", "")).forEach(s -> shown.add(s.asText()));
        rename();
        if (secret.equals("absent")) {
            List<Webhook> known = hooks;
            hooks = List.of();
            connector = tribe.connector(Map.of("webhookSecret", String.join(" ", shown)));
            assertThat(known).hasSameSizeAs(shown);
        }
        assertThat(notices()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"once", "retry", "duplicate", "reorder", "delay", "drop"})
    void repeatsAndDisorderSayTheSameAndWhatIsLostIsReadLater(String delivery) { // T35
        register(Map.of());
        tribe.set("T35", delivery);
        String other = tribe.newPerson("");
        rename();
        List<String> told = notices().stream()
                .map(n -> n.subject().id())
                .filter(List.of(person, other)::contains)
                .distinct()
                .toList();
        if (delivery.equals("drop")) {
            assertThat(told).isNotEmpty();
        } else {
            assertThat(told).containsExactlyInAnyOrder(person, other);
        }
        assertThat(SimulatedTribe.read(connector, Reading.changedSince(Instant.now())))
                .containsOnlyKeys(person, other);
    }

    @Test // T37
    void aDeletionIsToldAndAHiddenPersonIsNot() {
        register(Map.of());
        tribe.set("T27", "typed");
        String other = tribe.newPerson("");
        notices();
        tribe.send("POST", "/_sim/persons/" + other + "/hide", "");
        assertThat(notices()).isEmpty();
        tribe.send("DELETE", "/_sim/persons/" + person, "");
        assertThat(notices())
                .filteredOn(n -> n.subject().id().equals(person))
                .extracting(Notice::kind)
                .containsOnly(Notice.Kind.DELETED);
        // Both look alike when asked for: which one it was, the host decides.
        assertThat(connector.fetch(List.of(person, other))).isEmpty();
        for (String id : List.of(person, other)) {
            assertThat(connector.resolve(new Subject("entity", id), Optional.empty()))
                    .isEqualTo(Resolution.unsure(List.of(id)));
        }
    }
}
