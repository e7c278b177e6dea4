package dev.kith.apsisone;

import static dev.kith.apsisone.Scene.CONSENT;
import static dev.kith.apsisone.Scene.CONSENTS;
import static dev.kith.apsisone.Scene.CREATE;
import static dev.kith.apsisone.Scene.FIRST_NAME;
import static dev.kith.apsisone.Scene.PATCH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.ProfileWrite.Existence;
import dev.kith.spi.WriteResult;
import dev.kith.spi.WriteResult.Effect;
import dev.kith.spi.WriteResult.LeftOut;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteTest {
    private Scene scene;

    @BeforeEach
    void start() throws IOException {
        scene = Scene.start();
    }

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void createsAnUnknownProfileAndWritesItsAttributes() {
        WriteResult result = scene.write(Existence.UNKNOWN, Map.of(FIRST_NAME, "Ann", Ids.EMAIL, "Ann@Example.com"));
        assertThat(result).isEqualTo(done(Effect.CREATED));
        assertThat(scene.attributes("1").toString())
                .isEqualTo("{\"com.apsis1.attributes.crmid\":\"1\",\"com.apsis1.attributes.email\":\"Ann@Example.com\","
                        + "\"com.apsis1.attributes.firstname\":\"Ann\"}");
    }

    @Test
    void a11AnUnknownProfileThatIsThereIsUpdated() {
        scene.write(Existence.UNKNOWN, Map.of(FIRST_NAME, "Ann"));
        assertThat(scene.write(Existence.UNKNOWN, Map.of(FIRST_NAME, "Anna"))).isEqualTo(done(Effect.UPDATED));
        assertThat(scene.attributes("1").path(FIRST_NAME).asText()).isEqualTo("Anna");
    }

    @Test
    void a5AKnownProfileCostsOneCallAndIsCreatedWhenItIsGone() {
        assertThat(scene.write(Existence.KNOWN, Map.of(FIRST_NAME, "Ann"))).isEqualTo(done(Effect.CREATED));
        scene.sim("DELETE", "/calls", "");
        assertThat(scene.write(Existence.KNOWN, Map.of(FIRST_NAME, "Anna"))).isEqualTo(done(Effect.UPDATED));
        assertThat(scene.sim("GET", "/calls", "")).isEqualTo("{\"" + PATCH + "\":1}");
    }

    @Test
    void a5ABadRequestThatSaysTheProfileIsMissingCreatesItToo() {
        scene.fail(PATCH, 1, 400, "{\"status\":400,\"detail\":\"Profile does not exist in account\"}");
        assertThat(scene.write(Existence.KNOWN, Map.of(FIRST_NAME, "Ann"))).isEqualTo(done(Effect.CREATED));
    }

    @Test
    void a8EveryTypeGoesOutAsApsisOneTakesIt() {
        Map<String, Object> set = new HashMap<>();
        set.put(Ids.MOBILE, 31612345678L);
        set.put(Ids.BIRTH_DATE, LocalDate.of(1980, 2, 29));
        set.put(scene.attribute("Credit limit"), new BigDecimal("1E+3"));
        set.put(scene.attribute("VIP"), true);
        set.put(scene.attribute("Customer since"), Instant.parse("2024-01-31T10:00:00.900Z"));
        set.put(scene.attribute("City"), "Århus \"☕\"");
        assertThat(scene.write(Existence.UNKNOWN, set)).isEqualTo(done(Effect.CREATED));
        assertThat(scene.attributes("1").path(Ids.MOBILE).asLong()).isEqualTo(31612345678L);
        assertThat(scene.attributes("1").path(scene.attribute("Credit limit")).asText())
                .isEqualTo("1000");
        assertThat(scene.attributes("1").path(scene.attribute("Customer since")).asLong())
                .isEqualTo(1706695200L);
        assertThat(scene.attributes("1").path(Ids.BIRTH_DATE).asText()).isEqualTo("1980-02-29");
        assertThat(scene.attributes("1").path(scene.attribute("City")).asText()).isEqualTo("Århus \"☕\"");
    }

    @Test
    void a10ClearsAttributesButNeverKeys() {
        scene.write(Existence.UNKNOWN, Map.of(FIRST_NAME, "Ann", Ids.EMAIL, "a@example.com"));
        WriteResult result =
                scene.write(new ProfileWrite("1", Existence.KNOWN, Map.of(), Set.of(FIRST_NAME, Ids.EMAIL), List.of()));
        assertThat(result.leftOut()).extracting(LeftOut::attribute).containsExactly(Ids.EMAIL);
        assertThat(result.effect()).isEqualTo(Effect.UPDATED);
        assertThat(scene.attributes("1").has(FIRST_NAME)).isFalse();
        assertThat(scene.attributes("1").has(Ids.EMAIL)).isTrue();
    }

    @Test
    void a7AnUnknownAttributeIsLeftOutAndTheOthersAreWritten() {
        String gone = scene.attribute("City");
        scene.sim("DELETE", "/attributes/" + gone, "");
        WriteResult result = scene.write(Existence.UNKNOWN, Map.of(FIRST_NAME, "Ann", gone, "Oslo"));
        assertThat(result.leftOut())
                .containsExactly(new LeftOut(
                        gone, "APSIS One has no such attribute any more. Restore it there, or remove its mapping."));
        assertThat(result.failure()).isEmpty();
        assertThat(scene.attributes("1").path(FIRST_NAME).asText()).isEqualTo("Ann");
    }

    @Test
    void a7AnUnknownAttributeIsFoundEvenIfTheAnswerDoesNotNameIt() {
        scene.fail(PATCH, 1, 400, "{\"status\":400,\"title\":\"Bad Request\"}");
        WriteResult result = scene.write(Existence.UNKNOWN, Map.of(FIRST_NAME, "Ann", "usercreated.attributes.x", "1"));
        assertThat(result.leftOut()).extracting(LeftOut::attribute).containsExactly("usercreated.attributes.x");
    }

    @Test
    void d46AValueOfTheWrongTypeIsLeftOut() {
        WriteResult result = scene.write(Existence.UNKNOWN, Map.of(FIRST_NAME, "Ann", Ids.MOBILE, "0612"));
        assertThat(result.leftOut())
                .containsExactly(new LeftOut(
                        Ids.MOBILE,
                        "APSIS One refused the value with 400 (Attribute com.apsis1.attributes.mobile must be a integer"
                                + " value within its limits). Correct the contact or the mapping."));
        assertThat(scene.attributes("1").path(FIRST_NAME).asText()).isEqualTo("Ann");
    }

    @Test
    void anAttributeThatIsReadOnlyInTheKeyspaceIsLeftOut() {
        String vip = scene.attribute("VIP");
        scene.sim(
                "POST",
                "/attributes",
                "{\"name\":\"VIP\",\"type\":\"boolean\",\"read_only_in\":[\"com.apsis1.keyspaces.crm-id\"]}");
        WriteResult result = scene.write(Existence.UNKNOWN, Map.of(FIRST_NAME, "Ann", vip, true));
        assertThat(result.leftOut()).extracting(LeftOut::attribute).containsExactly(vip);
        assertThat(result.failure()).isEmpty();
    }

    @Test
    void a9d39ATakenAddressIsLeftOutAndTheRestWritten() {
        scene.sim("POST", "/profiles", "{\"keys\":{\"email\":[\"a@example.com\"]}}");
        WriteResult result = scene.write(Existence.UNKNOWN, Map.of(FIRST_NAME, "Ann", Ids.EMAIL, "A@example.com"));
        assertThat(result.leftOut())
                .containsExactly(new LeftOut(
                        Ids.EMAIL,
                        "The address is the key of another profile in APSIS One. Correct it in the CRM or merge the"
                                + " profiles in APSIS One.",
                        true));
        assertThat(result.effect()).isEqualTo(Effect.CREATED);
        assertThat(scene.attributes("1").path(FIRST_NAME).asText()).isEqualTo("Ann");
        assertThat(scene.attributes("1").has(Ids.EMAIL)).isFalse();
    }

    @Test
    void d39NobodyIsOptedInUnderAnAddressThatWasLeftOut() {
        scene.sim("POST", "/profiles", "{\"keys\":{\"email\":[\"a@example.com\"]}}");
        WriteResult result = scene.write(
                Existence.UNKNOWN,
                Map.of(FIRST_NAME, "Ann", Ids.EMAIL, "a@example.com"),
                Scene.optIn(scene.topic("Newsletter")));
        assertThat(result.leftOut()).extracting(LeftOut::attribute).containsExactly(Ids.EMAIL);
        assertThat(result.consents()).isEmpty();
        assertThat(result.failure()).isEmpty();
    }

    @Test
    void a9AKeyTakenAfterItWasLookedUpIsFoundByTrying() {
        scene.sim("POST", "/profiles", "{\"keys\":{\"mobile\":[\"31612345678\"]}}");
        scene.fail(Scene.ATTRIBUTES, 2, 404, "{\"status\":404,\"detail\":\"Profile not found\"}");
        scene.fail(PATCH, 1, 409, "{\"status\":409,\"detail\":\"Conflict\"}");
        WriteResult result = scene.write(Existence.KNOWN, Map.of(Ids.MOBILE, 31612345678L, Ids.EMAIL, "a@example.com"));
        assertThat(result.leftOut()).extracting(LeftOut::attribute).containsExactly(Ids.MOBILE);
        assertThat(scene.attributes("1").path(Ids.EMAIL).asText()).isEqualTo("a@example.com");
    }

    @Test
    void a9BothKeysCanBeTaken() {
        scene.sim("POST", "/profiles", "{\"keys\":{\"mobile\":[\"31612345678\"],\"email\":[\"a@example.com\"]}}");
        WriteResult result =
                scene.write(Existence.UNKNOWN, Map.of(Ids.MOBILE, 31612345678L, Ids.EMAIL, "a@example.com"));
        assertThat(result.leftOut()).extracting(LeftOut::attribute).containsExactly(Ids.EMAIL, Ids.MOBILE);
        assertThat(result.failure()).isEmpty();
    }

    @Test
    void d39OfTwoContactsWithOneAddressTheLowestKeyGetsIt() {
        List<ProfileWrite> writes = new ArrayList<>();
        for (int i = 99; i >= 10; i--) {
            writes.add(new ProfileWrite(
                    "k" + i,
                    Existence.UNKNOWN,
                    Map.of(Ids.EMAIL, i % 2 == 0 ? "x@y.z" : " X@Y.z"),
                    Set.of(),
                    List.of()));
        }
        List<WriteResult> results = scene.connector.write(writes);
        assertThat(results).hasSize(90);
        assertThat(results.get(89).leftOut()).as("k10").isEmpty();
        assertThat(results.subList(0, 89)).allMatch(r -> r.leftOut().size() == 1 && r.effect() == Effect.CREATED);
    }

    @Test
    void d39OfTwoContactsWithOneMobileNumberTheLowestKeyGetsItWhateverTheirAddresses() {
        List<ProfileWrite> writes = new ArrayList<>();
        for (int i = 99; i >= 10; i--) {
            Map<String, Object> set = Map.of(Ids.EMAIL, "p" + i + "@x.test", Ids.MOBILE, 31600000000L + i % 30);
            writes.add(new ProfileWrite("k" + i, Existence.UNKNOWN, set, Set.of(), List.of()));
        }
        List<WriteResult> results = scene.connector.write(writes);
        assertThat(results.subList(60, 90))
                .as("k39 to k10")
                .allMatch(r -> r.leftOut().isEmpty());
        assertThat(results.subList(0, 60)).allMatch(r -> r.leftOut().size() == 1);
    }

    @Test
    void a20ALockedProfileIsRejected() {
        scene.fail(CREATE, 1, 410, "{\"status\":410,\"detail\":\"Profile is locked\"}");
        assertThat(scene.write(Existence.UNKNOWN, Map.of(FIRST_NAME, "Ann")).failure())
                .hasValueSatisfying(e -> {
                    assertThat(e.kind()).isEqualTo(Kind.REJECTED);
                    assertThat(e)
                            .hasMessage("Creating a profile: APSIS One answered 410 (Profile is locked). The profile is"
                                    + " locked in APSIS One and can't be written any more; deny the contact by a"
                                    + " rule.");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {CREATE, PATCH, CONSENTS, CONSENT})
    void a20AProfileThatIsLockedIsNeverTriedAgainAtAnyStep(String route) {
        scene.fail(route, 0, 410, "{\"status\":410,\"detail\":\"Profile is locked\"}");
        WriteResult result =
                scene.write(Existence.UNKNOWN, Map.of(FIRST_NAME, "Ann"), Scene.optIn(scene.topic("Newsletter")));
        assertThat(result.failure()).hasValueSatisfying(e -> {
            assertThat(e.kind()).isEqualTo(Kind.REJECTED);
            assertThat(e).hasMessageContaining("locked in APSIS One");
        });
        assertThat(scene.calls(route)).isEqualTo(1);
    }

    @Test
    void a21LargeBodiesAreSplit() {
        Map<String, Object> set = new HashMap<>();
        for (int i = 0; i < 120; i++) {
            scene.sim("POST", "/attributes", "{\"name\":\"Text " + i + "\",\"type\":\"text\"}");
        }
        scene.connector.describe().attributes().stream()
                .filter(a -> a.name().startsWith("Text "))
                .forEach(a -> set.put(a.id(), "x".repeat(1000)));
        assertThat(scene.write(Existence.UNKNOWN, set)).isEqualTo(done(Effect.CREATED));
        assertThat(scene.calls(PATCH)).isEqualTo(2);
        assertThat(scene.attributes("1")).hasSize(121);
    }

    @Test
    void a31KeysAreEncoded() {
        for (String key : List.of("a@b/c+d é%", "..", "?x=#1")) {
            ProfileWrite write =
                    new ProfileWrite(key, Existence.UNKNOWN, Map.of(FIRST_NAME, "Ann"), Set.of(), List.of());
            assertThat(scene.write(write)).as(key).isEqualTo(done(Effect.CREATED));
            scene.connector.erase(key);
        }
        assertThat(scene.sim("GET", "/profiles", "")).isEmpty();
    }

    @Test
    void a19ErasingAProfileThatIsNotThereIsDone() {
        scene.write(Existence.UNKNOWN, Map.of(FIRST_NAME, "Ann"));
        scene.connector.erase("1");
        scene.connector.erase("1");
        assertThat(scene.sim("GET", "/profiles", "")).isEmpty();
    }

    @Test
    void manyProfilesGoSideBySide() {
        List<ProfileWrite> writes = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            writes.add(new ProfileWrite("" + i, Existence.UNKNOWN, Map.of(FIRST_NAME, "N" + i), Set.of(), List.of()));
        }
        assertThat(scene.connector.write(writes)).hasSize(1000).containsOnly(done(Effect.CREATED));
        assertThat(scene.attributes("17").path(FIRST_NAME).asText()).isEqualTo("N17");
    }

    static WriteResult done(Effect effect) {
        return new WriteResult(effect, List.of(), List.of(), Optional.empty());
    }
}
