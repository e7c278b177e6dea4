package dev.kith.tribe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.Notice;
import dev.kith.spi.Subject;
import dev.kith.spi.Webhook;
import dev.kith.spi.WebhookDelivery;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Webhooks registered in the simulator, and calls of it and of nobody. */
class WebhooksTest {
    private static final String ID = "b7000000-0000-4000-8000-000000000001";
    private static final String SECRET = "sim-secret-01";
    private static final String BODY =
            "{\"webhookId\":\"6f1d2c3b-0000-4000-8000-000000000001\",\"payload\":{\"entityId\":\"" + ID + "\"}}";
    private static final String SIGNATURE =
            "n2oIcGwDy861ZLNtn1q1A8jcx+tJzBlHcAxOZzXTxEgwvPyUP+cIliX3Svxz5nBdXOeIFG42xyZX3ovgF3PP9g==";
    private static final String OF_DIGEST =
            "q9rHbk/fSrJI1owuZ7D2Y01tRiKRasFvPzLLn0PEzM6VneNJikukEEtWhD7qa/0RIN/tE4LRQMpRMibbSGmFlg==";

    private SimulatedTribe tribe;

    @BeforeEach
    void start() throws IOException {
        tribe = new SimulatedTribe();
    }

    @AfterEach
    void stop() {
        tribe.close();
    }

    private static WebhookDelivery call(String body, Map<String, List<String>> headers, String... secrets) {
        return new WebhookDelivery(headers, body.getBytes(StandardCharsets.UTF_8), Set.of(secrets));
    }

    private Optional<List<Notice>> receive(Map<String, ?> settings, String header, String signature) {
        return tribe.connector(settings).receive(call(BODY, Map.of(header, List.of(signature)), SECRET));
    }

    @Test // T33, T34
    void takesTheDocumentedSignatureInAnyHeader() {
        Notice notice = new Notice(new Subject("entity", ID), Notice.Kind.UNKNOWN);
        assertThat(receive(Map.of(), "x-whatever", SIGNATURE)).contains(List.of(notice));
        assertThat(receive(Map.of("webhookHeader", "X-Tribe-Signature"), "x-tribe-signature", SIGNATURE))
                .isPresent();
        assertThat(receive(Map.of("webhookHeader", "X-Tribe-Signature"), "x-other", SIGNATURE))
                .isEmpty();
        assertThat(tribe.connector(Map.of("webhookSecret", "other, " + SECRET))
                        .receive(call(BODY, Map.of("a", List.of(SIGNATURE)))))
                .isPresent();
    }

    @Test // T34
    void refusesOtherSignaturesAndAllWithoutASecret() {
        assertThat(receive(Map.of(), "x-a", OF_DIGEST)).isEmpty();
        assertThat(receive(Map.of("webhookAlgorithm", "sha512"), "x-a", OF_DIGEST))
                .isPresent();
        assertThat(receive(Map.of(), "x-a", "")).isEmpty();
        assertThat(tribe.connector(Map.of()).receive(call(BODY, Map.of("a", List.of(SIGNATURE)))))
                .isEmpty();
        assertThat(tribe.connector(Map.of()).receive(call(BODY + " ", Map.of("a", List.of(SIGNATURE)), SECRET)))
                .isEmpty();
    }

    @Test
    void wantsTheTokenTooWhereOneIsSet() {
        assertThat(receive(Map.of("webhookToken", "t0k"), "x-a", SIGNATURE)).isEmpty();
        Map<String, List<String>> headers = Map.of("x-a", List.of(SIGNATURE), "x-kith-token", List.of("t0k"));
        assertThat(tribe.connector(Map.of("webhookToken", "t0k")).receive(call(BODY, headers, SECRET)))
                .isPresent();
    }

    @Test
    void doesNotUnderstandWhatIsNoJson() {
        String body = "[";
        String signature = Signature.HMAC.of(SECRET, body.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> tribe.connector(Map.of()).receive(call(body, Map.of("a", List.of(signature)), SECRET)))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("its body is no JSON object");
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"relationshipId\":\"R\",\"fromEntityId\":\"E\"}',UNKNOWN",
        "'{\"type\":\"RelationshipDeletionMutation\",\"relationshipId\":\"R\",\"entityId\":\"E\"}',UPDATED",
        "'{\"RelationshipCreationMutation\":{\"relationshipId\":\"R\",\"targetEntityId\":\"E\"}}',UPDATED"
    })
    void anIdBesideTheRelationshipIsLookedAtToo(String payload, Notice.Kind kind) { // T26
        String body = "{\"webhookId\":\"w\",\"payload\":" + payload + "}";
        String signature = Signature.HMAC.of(SECRET, body.getBytes(StandardCharsets.UTF_8));
        List<Notice> notices = tribe.connector(Map.of())
                .receive(call(body, Map.of("a", List.of(signature)), SECRET))
                .orElseThrow();
        assertThat(notices)
                .contains(new Notice(new Subject("entity", "E"), kind))
                .extracting(n -> n.subject().id())
                .containsExactlyInAnyOrder("R", "E");
    }

    @ParameterizedTest
    @CsvSource({
        "T29,id",
        "T29,ID",
        "T29,webhookId",
        "T30,array",
        "T30,value",
        "T20,200",
        "T20,204",
        "T31,present",
        "T28,subtypes"
    })
    void registersEveryTypeOnceAndRemovesThem(String name, String value) { // T20, T28, T29, T30, T31
        tribe.set(name, value);
        TribeConnector connector = tribe.connector(Map.of());
        URI target = URI.create("https://kith.test/webhooks/tribe");
        List<Webhook> hooks = connector.subscribe(target, Map.of("X-A", "b"));
        assertThat(hooks)
                .extracting(Webhook::topic)
                .contains(
                        "Relation.Person",
                        "Relationship.Person.Contact.Standard",
                        "Relationship.Person.CommercialRelationship.Customer",
                        "e0d6534a-cc84-4cf7-bdc5-d32f9311c09e",
                        "Relation.Organization",
                        "Label")
                .doesNotHaveDuplicates();
        assertThat(connector.subscribe(target, Map.of())).hasSameSizeAs(hooks);
        hooks.forEach(h -> connector.unsubscribe(h.id()));
        connector.unsubscribe(hooks.get(0).id());
        assertThat(connector.webhooks()).isEmpty();
    }

    @Test
    void aLostAnswerLeavesNoWebhookWithoutASecret() {
        tribe.send("POST", "/_sim/faults", "{\"endpoint\":\"POST /v1/webhooks\",\"skip\":1,\"times\":1,\"drop\":true}");
        TribeConnector connector = tribe.connector(Map.of());
        List<Webhook> hooks = connector.subscribe(URI.create("https://kith.test/webhooks/tribe"), Map.of());
        assertThat(hooks).extracting(Webhook::topic).doesNotHaveDuplicates();
        assertThat(connector.webhooks())
                .extracting(Webhook::id)
                .containsExactlyInAnyOrderElementsOf(
                        hooks.stream().map(Webhook::id).toList());
    }

    @Test // T32
    void saysThatPlainHttpIsRefused() {
        assertThatThrownBy(() -> tribe.connector(Map.of()).subscribe(URI.create("http://kith.test/a"), Map.of()))
                .hasMessageContaining("registering the webhook for Relation.Person failed")
                .hasMessageContaining("The webhookUrl must be an https URL.");
    }
}
