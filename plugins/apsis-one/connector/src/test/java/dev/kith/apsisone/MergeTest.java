package dev.kith.apsisone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.kith.spi.AddressHolder;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.ConsentState;
import dev.kith.spi.ProfileWrite.Existence;
import dev.kith.spi.WriteResult;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** D39, A15 to A18: merging the holder of an address into a contact's profile. */
class MergeTest {
    private static final String EMAIL = "ann@example.com";
    private static final String MERGES = "PUT /audience/profiles/merges";

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
    void d39TheHolderOfAnAddressIsFoundWithTheContactItBelongsTo() {
        assertThat(scene.connector.holder(EMAIL)).isEmpty();
        holder("");
        assertThat(scene.connector.holder(" Ann@Example.com ")).hasValue(new AddressHolder(Optional.empty()));
        scene.write(Existence.UNKNOWN, Map.of(Ids.EMAIL, "bo@example.com"));
        assertThat(scene.connector.holder("bo@example.com")).hasValue(new AddressHolder(Optional.of("1")));
    }

    @Test
    void a29WithExactKeysTheAddressIsLookedUpAsItIsToo() {
        scene.variant("A29", "exact");
        scene.write(Existence.UNKNOWN, Map.of(Ids.EMAIL, "Bo@Example.com"));
        assertThat(scene.connector.holder("Bo@Example.com")).isPresent();
    }

    @Test
    void a9AnAddressThatApsisOneWouldMergeSilentlyIsNotWritten() {
        scene.variant("A9", "merge");
        holder("");
        WriteResult result = scene.write(Existence.UNKNOWN, Map.of(Ids.EMAIL, EMAIL, Scene.FIRST_NAME, "Ann"));
        assertThat(result.leftOut()).singleElement().matches(WriteResult.LeftOut::keyTaken);
        assertThat(scene.attributes("1").has(Ids.EMAIL)).isFalse();
        assertThat(scene.attributes("1").path(Scene.FIRST_NAME).asText()).isEqualTo("Ann");
    }

    @Test
    void a9AProfilesOwnAddressIsNotTaken() {
        scene.write(Existence.UNKNOWN, Map.of(Ids.EMAIL, EMAIL));
        assertThat(scene.write(Existence.KNOWN, Map.of(Ids.EMAIL, EMAIL)).leftOut())
                .isEmpty();
        scene.with("keyspace", "com.apsis1.keyspaces.mobile");
        assertThat(scene.write(Existence.UNKNOWN, Map.of()).leftOut()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"404", "create"})
    void a16BothSidesAreMadeFirstAndTheAddressIsThenTheContacts(String variant) {
        scene.variant("A16", variant);
        assertThat(scene.connector.merge("1", EMAIL)).as("nobody holds it").isEmpty();
        assertThat(scene.calls(MERGES)).isZero();
        scene.connector.erase("1");
        holder("");
        assertThat(scene.connector.merge("1", EMAIL)).isEmpty();
        assertThat(scene.write(Existence.KNOWN, Map.of(Ids.EMAIL, EMAIL, Scene.FIRST_NAME, "Ann"))
                        .leftOut())
                .isEmpty();
        assertThat(scene.attributes("1").path(Ids.EMAIL).asText()).isEqualTo(EMAIL);
        assertThat(scene.sim("GET", "/profiles", "").lines()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"opt-out", "newest"})
    void a18AnOptOutOfEitherSideStandsHoweverApsisOneMerges(String variant) {
        scene.variant("A18", variant);
        holder(",\"consents\":[{\"topic\":\"Newsletter\",\"channel\":\"email\",\"type\":\"opt-out\"},"
                + "{\"topic\":\"Events\",\"channel\":\"email\",\"type\":\"opt-in\"}]");
        scene.write(Existence.UNKNOWN, Map.of(), Scene.optIn(scene.topic("Newsletter")));
        List<ConsentState> merged = scene.connector.merge("1", EMAIL);
        assertThat(merged)
                .extracting(ConsentState::subscription, ConsentState::granted)
                .containsExactlyInAnyOrder(tuple(scene.topic("Newsletter"), false), tuple(scene.topic("Events"), true));
        assertThat(scene.consents("1").findValuesAsText("type")).containsExactlyInAnyOrder("opt-in", "opt-out");
        assertThat(scene.connector.consents("1").orElseThrow())
                .filteredOn(s -> s.subscription().equals(scene.topic("Newsletter")))
                .allMatch(s -> !s.granted());
        assertThat(scene.connector.merge("1", EMAIL)).hasSize(2);
    }

    /** A crash between the merge and what follows it loses no opt-out, even where the newest consent wins. */
    @Test
    void a18TheHoldersOptOutStandsBeforeTheMergeGoesOut() {
        scene.variant("A18", "newest");
        holder(",\"consents\":[{\"topic\":\"Newsletter\",\"channel\":\"email\",\"type\":\"opt-out\"}]");
        scene.write(Existence.UNKNOWN, Map.of(), Scene.optIn(scene.topic("Newsletter")));
        scene.fail(MERGES, 1, 410, "{\"status\":410,\"detail\":\"Profile is locked\"}");
        assertRejected("410 (Profile is locked)");
        assertThat(scene.connector.consents("1").orElseThrow()).singleElement().matches(s -> !s.granted());
    }

    @Test
    void a18OurOptOutStandsAtTheHolderBeforeTheMergeGoesOut() {
        scene.variant("A18", "newest");
        holder(",\"consents\":[{\"topic\":\"Newsletter\",\"channel\":\"email\",\"type\":\"opt-in\"}]");
        scene.write(Existence.UNKNOWN, Map.of(), Scene.optOut(scene.topic("Newsletter")));
        scene.fail(MERGES, 1, 410, "{\"status\":410,\"detail\":\"Profile is locked\"}");
        assertRejected("410 (Profile is locked)");
        assertThat(scene.sim("GET", "/profiles", "").lines())
                .hasSize(2)
                .allMatch(profile -> profile.contains("\"opt-out\"") && !profile.contains("\"opt-in\""));
    }

    /** A33: the keyspace of addresses may not be one that manages consents. */
    @Test
    void a18OurOptOutStandsAfterTheMergeWhenTheHolderRefusesIt() {
        scene.variant("A18", "newest");
        scene.write(Existence.UNKNOWN, Map.of(), Scene.optOut(scene.topic("Newsletter")));
        holder(",\"consents\":[{\"topic\":\"Newsletter\",\"channel\":\"email\",\"type\":\"opt-in\"}]");
        scene.fail(Scene.CONSENT, 2, 403, "{\"status\":403,\"detail\":\"Not allowed\"}");
        assertThat(scene.connector.merge("1", EMAIL)).singleElement().matches(s -> !s.granted());
        assertThat(scene.connector.consents("1").orElseThrow()).singleElement().matches(s -> !s.granted());
    }

    @Test
    void a27NothingIsMergedWhoseConsentsCannotBeRead() {
        holder("");
        scene.write(Existence.UNKNOWN, Map.of());
        scene.fail(Scene.CONSENTS, 0, 404, "{\"status\":404,\"detail\":\"Profile not found\"}");
        assertThatThrownBy(() -> scene.connector.merge("1", EMAIL)).hasMessageContaining("does not find a profile");
        assertThat(scene.calls(MERGES)).isZero();
    }

    @Test
    void d39AProfileOfAnotherContactIsNeverMerged() {
        scene.sim("POST", "/profiles", "{\"keys\":{\"email\":[\"" + EMAIL + "\"],\"crm-id\":[\"2\"]}}");
        assertRejected("carries another contact's id");
        assertThat(scene.calls(MERGES)).isZero();
    }

    @Test
    void a15DifferentKeysAreAlignedOnceAndThenReported() {
        holder(",\"attributes\":{\"Mobile\":31600000001}");
        scene.write(Existence.UNKNOWN, Map.of(Ids.MOBILE, 31600000002L));
        assertRejected("APSIS One does not merge the two profiles: it answered 409");
        scene.fail(MERGES, 1, 409, "{\"status\":409,\"title\":\"Conflict\"}");
        scene.fail(Scene.PATCH, 1, 204, "");
        holder("b@x.test", ",\"attributes\":{\"Mobile\":31600000009}");
        assertRejected("b@x.test", "it answered 409");
    }

    @Test
    void a20ALockedSideIsRejected() {
        holder("");
        scene.fail(MERGES, 1, 410, "{\"status\":410,\"detail\":\"Profile is locked\"}");
        assertRejected("410 (Profile is locked)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"newest", "first"})
    void a17TheCrmsValuesAreWrittenAgainAfterwards(String variant) {
        scene.variant("A17", variant);
        holder(",\"attributes\":{\"First name\":\"Old\"}");
        scene.write(Existence.UNKNOWN, Map.of(Scene.FIRST_NAME, "Ann"));
        scene.connector.merge("1", EMAIL);
        scene.write(Existence.KNOWN, Map.of(Scene.FIRST_NAME, "Ann", Ids.EMAIL, EMAIL));
        assertThat(scene.attributes("1").path(Scene.FIRST_NAME).asText()).isEqualTo("Ann");
    }

    private void holder(String more) {
        holder(EMAIL, more);
    }

    private void holder(String email, String more) {
        scene.sim("POST", "/profiles", "{\"keys\":{\"email\":[\"" + email + "\"]}" + more + "}");
    }

    private void assertRejected(String found) {
        assertRejected(EMAIL, found);
    }

    private void assertRejected(String email, String found) {
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> scene.connector.merge("1", email))
                .withMessageContaining(found)
                .withMessageNotContaining(email)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.REJECTED));
    }
}
