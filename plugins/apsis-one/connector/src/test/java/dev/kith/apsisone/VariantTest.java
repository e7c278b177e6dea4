package dev.kith.apsisone;

import static dev.kith.apsisone.WriteTest.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.spi.Channel;
import dev.kith.spi.ConsentResult;
import dev.kith.spi.ConsentResult.Outcome;
import dev.kith.spi.ProfileWrite.Existence;
import dev.kith.spi.WriteResult;
import dev.kith.spi.WriteResult.Effect;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents leave open: the connector does the same under each variant the simulator knows. */
class VariantTest {
    private Scene scene;

    @BeforeEach
    void start() throws IOException {
        scene = Scene.start();
    }

    @AfterEach
    void stop() {
        scene.close();
    }

    /** A1, A3, A5, A7, A8, A10, A12, A13, A14, A25, A26, A29, A30, A31, A32: one contact's life under each variant. */
    @ParameterizedTest
    @CsvSource({
        "A1, jwt",
        "A1, short",
        "A1, no-expires-in",
        "A1, opaque",
        "A2, 401",
        "A2, 403",
        "A3, json-only",
        "A5, 404",
        "A5, 400",
        "A7, 400",
        "A7, ignored",
        "A8, 400",
        "A8, coerced",
        "A9, 409",
        "A9, merge",
        "A12, 200",
        "A12, 409",
        "A13, 204",
        "A13, 201",
        "A14, 409",
        "A14, 200",
        "A19, 404",
        "A19, 204",
        "A24, 403",
        "A24, 410",
        "A25, version-id",
        "A25, discriminator",
        "A26, all",
        "A26, asked-only",
        "A29, email-any-case",
        "A29, exact",
        "A30, reason",
        "A30, optional",
        "A30, limit",
        "A31, accepted",
        "A31, 400",
        "A32, ignored",
        "A32, 400"
    })
    void aContactIsWrittenChangedAndErased(String point, String variant) {
        scene.variant(point, variant);
        String news = scene.topic("Newsletter");
        String events = scene.topic("Events");
        Map<String, Object> first =
                Map.of(Scene.FIRST_NAME, "Ann", Ids.EMAIL, "Ann+b@example.com", Ids.MOBILE, 31612345678L);
        assertThat(scene.write(Existence.KNOWN, first, Scene.optIn(news), Scene.optIn(events)))
                .isEqualTo(new WriteResult(
                        Effect.CREATED,
                        List.of(),
                        List.of(result(news, Outcome.WRITTEN), result(events, Outcome.WRITTEN)),
                        Optional.empty()));
        scene.sim("POST", "/tokens/expire", "");
        scene.sim("POST", "/consents", consent("Events", "confirmed-opt-in"));
        scene.sim("POST", "/opt-out", consent("Newsletter", "opt-out"));
        WriteResult again =
                scene.write(Existence.KNOWN, Map.of(Scene.FIRST_NAME, "Anna"), Scene.optIn(news), Scene.optIn(events));
        assertThat(again.failure()).isEmpty();
        assertThat(again.consents())
                .extracting(ConsentResult::outcome)
                .containsExactly(Outcome.OPT_OUT_KEPT, Outcome.ALREADY);
        assertThat(scene.attributes("1").path(Scene.FIRST_NAME).asText()).isEqualTo("Anna");
        assertThat(scene.attributes("1").path(Ids.EMAIL).asText()).isEqualTo("Ann+b@example.com");
        scene.connector.erase("1");
        scene.connector.erase("1");
        assertThat(scene.sim("GET", "/profiles", "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"409", "200"})
    void a14AConfirmedOptInCountsAsGranted(String variant) {
        scene.variant("A14", variant);
        scene.write(Existence.UNKNOWN, Map.of());
        scene.sim("POST", "/consents", consent("Events", "confirmed-opt-in"));
        assertThat(scene.write(Existence.KNOWN, Map.of(), Scene.optIn(scene.topic("Events")))
                        .consents())
                .extracting(ConsentResult::outcome)
                .containsExactly(Outcome.ALREADY);
    }

    /** A4: the limits are kept by waiting, which here moves the connector's clock and not the simulator's. */
    @ParameterizedTest
    @ValueSource(strings = {"on", "low", "on-retry-after", "low-retry-after"})
    void a4LimitsLeadToPausesAndNeverToALostWrite(String variant) {
        scene.variant("A4", variant);
        scene.context.onPause(() -> scene.variant("A4", "off"));
        for (int i = 0; i < 12; i++) {
            assertThat(scene.write(Existence.KNOWN, Map.of(Scene.FIRST_NAME, "N" + i))
                            .failure())
                    .isEmpty();
        }
        assertThat(scene.attributes("1").path(Scene.FIRST_NAME).asText()).isEqualTo("N11");
    }

    /** What every kind of call leads to is looked at, so that none of them hides behind another. */
    @Test
    void a6a20a24VersionOneLocksAndConsentOneAreNeverCalled() {
        scene.write(Existence.UNKNOWN, Map.of(Scene.FIRST_NAME, "Ann"), Scene.optIn(scene.topic("Events")));
        scene.connector.check();
        scene.connector.tag("1", Set.of(scene.connector.describe().tags().get(0).id()), Set.of());
        scene.connector.exportAddresses().close();
        scene.sim("POST", "/profiles", "{\"keys\":{\"email\":[\"a@x.test\"]}}");
        scene.connector.merge("1", "a@x.test");
        scene.connector.erase("1");
        assertThat(Stream.of(scene.sim("GET", "/calls", "").split(",")))
                .hasSizeGreaterThan(12)
                .noneMatch(call -> call.contains("locks")
                        || call.contains("/channels/")
                        || call.contains("subscriptions")
                        || (call.contains("\"PATCH /audience") && call.contains("/attributes"))
                        || call.contains("POST /audience/sections"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"400", "ignored"})
    void a7AnUnknownAttributeKeepsNothingElseFromBeingWritten(String variant) {
        scene.variant("A7", variant);
        WriteResult result = scene.write(Existence.UNKNOWN, Map.of("none", "x", Scene.FIRST_NAME, "Ann"));
        assertThat(result.failure()).isEmpty();
        assertThat(result.leftOut()).hasSize(variant.equals("400") ? 1 : 0);
        assertThat(scene.attributes("1").path(Scene.FIRST_NAME).asText()).isEqualTo("Ann");
    }

    @ParameterizedTest
    @ValueSource(strings = {"200", "409"})
    void a12AConsentThatStandsAlreadyIsDone(String variant) {
        scene.variant("A12", variant);
        String news = scene.topic("Newsletter");
        scene.write(Existence.UNKNOWN, Map.of(), Scene.optOut(news));
        for (int i = 0; i < 2; i++) {
            assertThat(scene.write(Existence.KNOWN, Map.of(), Scene.optOut(news))
                            .consents())
                    .containsExactly(result(news, Outcome.ALREADY));
        }
    }

    @Test
    void a27WithLateReadsNothingIsDoneTwiceAndNothingIsLost() {
        scene.variant("A27", "600000");
        WriteResult first =
                scene.write(Existence.UNKNOWN, Map.of(Scene.FIRST_NAME, "Ann"), Scene.optIn(scene.topic("Events")));
        assertThat(first.failure()).isEmpty();
        assertThat(first.consents()).extracting(ConsentResult::outcome).containsExactly(Outcome.WRITTEN);
        assertThat(scene.consents("1")).hasSize(1);
    }

    @Test
    void a28ErrorsAsWebPagesAreTold() {
        scene.variant("A28", "html");
        scene.write(Existence.UNKNOWN, Map.of(Scene.FIRST_NAME, "Ann"));
        assertThat(scene.write(Existence.KNOWN, Map.of(Ids.MOBILE, "0612")).leftOut())
                .isEmpty();
        assertThat(scene.write(Existence.KNOWN, Map.of(Ids.MOBILE, "0612")).failure())
                .hasValueSatisfying(e -> assertThat(e).hasMessageContaining("400 with an HTML page"));
        assertThat(scene.write(Existence.UNKNOWN, Map.of(Scene.FIRST_NAME, "Bo")))
                .isEqualTo(done(Effect.UPDATED));
    }

    private static ConsentResult result(String topic, Outcome outcome) {
        return new ConsentResult(topic, Channel.EMAIL, outcome, Optional.empty(), "");
    }

    private static String consent(String topic, String type) {
        return "{\"crm_id\":\"1\",\"topic\":\"" + topic + "\",\"channel\":\"email\",\"type\":\"" + type + "\"}";
    }
}
