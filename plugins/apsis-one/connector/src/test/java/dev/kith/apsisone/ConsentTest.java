package dev.kith.apsisone;

import static dev.kith.apsisone.Scene.CONSENT;
import static dev.kith.apsisone.Scene.CONSENTS;
import static dev.kith.apsisone.Scene.FIRST_NAME;
import static dev.kith.apsisone.Scene.PATCH;
import static dev.kith.apsisone.Scene.optIn;
import static dev.kith.apsisone.Scene.optOut;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.spi.Channel;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.ConsentChange;
import dev.kith.spi.ConsentResult;
import dev.kith.spi.ConsentResult.Outcome;
import dev.kith.spi.ConsentState;
import dev.kith.spi.ProfileWrite.Existence;
import dev.kith.spi.WriteResult;
import dev.kith.spi.WriteResult.Effect;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentTest {
    private Scene scene;
    private String news = "";
    private String events = "";

    @BeforeEach
    void start() throws IOException {
        scene = Scene.start();
        news = scene.topic("Newsletter");
        events = scene.topic("Events");
        scene.write(Existence.UNKNOWN, Map.of(FIRST_NAME, "Ann"));
        scene.sim("DELETE", "/calls", "");
    }

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void a13a30AnOptInIsWrittenWithReasonAndSource() {
        WriteResult result = scene.write(Existence.KNOWN, Map.of(), optIn(news));
        assertThat(result).isEqualTo(result(Effect.UPDATED, news, Outcome.WRITTEN));
        assertThat(scene.consents("1").get(0).path("reason").asText()).isEqualTo("Label in the CRM");
        assertThat(scene.consents("1").get(0).path("source").asText()).isEqualTo("Kith");
    }

    @Test
    void a30AReasonIsAlwaysThereAndShort() {
        for (String reason : new String[] {" ", "x".repeat(150)}) {
            ConsentChange change =
                    new ConsentChange(news, Channel.SMS, ConsentChange.Type.OPT_OUT, reason, Optional.empty());
            scene.write(Existence.KNOWN, Map.of(), change);
            assertThat(scene.consents("1").get(0).path("reason").asText())
                    .isNotBlank()
                    .hasSizeLessThan(100);
            scene.sim("DELETE", "/profiles/1", "");
        }
    }

    @Test
    void a12TheSameAgainWritesNothing() {
        scene.write(Existence.KNOWN, Map.of(), optIn(news));
        WriteResult again = scene.write(Existence.KNOWN, Map.of(), optIn(news));
        assertThat(again).isEqualTo(result(Effect.NONE, news, Outcome.ALREADY));
        assertThat(scene.calls(CONSENT)).isEqualTo(1);
        assertThat(scene.calls(CONSENTS)).isEqualTo(2);
    }

    @Test
    void consentsAreReadOnceForSeveralOptInsAndNotForOptOuts() {
        scene.write(Existence.KNOWN, Map.of(), optIn(news), optIn(events));
        assertThat(scene.calls(CONSENTS)).isEqualTo(1);
        WriteResult result = scene.write(Existence.KNOWN, Map.of(), optOut(news), optOut(events));
        assertThat(result.consents()).extracting(ConsentResult::outcome).containsOnly(Outcome.WRITTEN);
        assertThat(scene.calls(CONSENTS)).as("afterwards, for their moments").isEqualTo(2);
    }

    @Test
    void aWithdrawalTellsTheMomentThatApsisOneGaveIt() {
        ConsentResult result = withdrawn();
        assertThat(result.outcome()).isEqualTo(Outcome.WRITTEN);
        assertThat(result.optedOutAt()).contains(modifiedAt());
    }

    @Test
    void aWithdrawalWhoseMomentCantBeReadIsWrittenAllTheSame() {
        scene.fail(CONSENTS, 1, 503, "");
        scene.context.onPause(() -> {
            throw new AssertionError("nobody waits for the moment");
        });
        assertThat(withdrawn())
                .isEqualTo(new ConsentResult(news, Channel.EMAIL, Outcome.WRITTEN, Optional.empty(), ""));
    }

    @Test
    void onlyWhatThisVeryWriteLeftThereCountsAsOurs() {
        scene.write(Existence.KNOWN, Map.of(), optIn(events));
        ConsentChange other = new ConsentChange(
                events, Channel.EMAIL, ConsentChange.Type.OPT_OUT, "Another reason", Optional.empty());
        scene.write(Existence.KNOWN, Map.of(), other);
        Consents.Entry stands = new Consents.Entry("opt-out", Optional.of(modifiedAt()), "Kith", "Another reason");
        assertThat(ConsentCalls.isBy(other, stands)).isTrue();
        assertThat(ConsentCalls.isBy(optOut(events), stands)).isFalse();
        assertThat(ConsentCalls.isBy(
                        other, new Consents.Entry("opt-out", stands.since(), "Unsubscribe page", "Another reason")))
                .isFalse();
        assertThat(ConsentCalls.isBy(other, new Consents.Entry("opt-in", stands.since(), "Kith", "Another reason")))
                .isFalse();
    }

    private ConsentResult withdrawn() {
        return scene.write(Existence.KNOWN, Map.of(), optOut(news)).consents().get(0);
    }

    private Instant modifiedAt() {
        return Instant.parse(scene.consents("1").get(0).path("modified_at").asText());
    }

    @Test
    void anOptOutThatStandsIsNotWrittenAgain() {
        scene.write(Existence.KNOWN, Map.of(), optOut(news));
        assertThat(scene.write(Existence.KNOWN, Map.of(), optOut(news)))
                .isEqualTo(result(Effect.NONE, news, Outcome.ALREADY));
    }

    @Test
    void anOptOutOfThePersonIsKept() {
        Instant at = optOutInApsisOne();
        WriteResult result = scene.write(Existence.KNOWN, Map.of(), optIn(news), optIn(events));
        assertThat(result.consents())
                .containsExactly(
                        new ConsentResult(news, Channel.EMAIL, Outcome.OPT_OUT_KEPT, Optional.of(at), ""),
                        new ConsentResult(events, Channel.EMAIL, Outcome.WRITTEN, Optional.empty(), ""));
        assertThat(scene.consents("1").toString()).contains("opt-out", "Unsubscribe page");
    }

    @Test
    void d26AnOptOutGivesWayOnlyToANewerConsent() {
        Instant at = optOutInApsisOne();
        assertThat(outcome(optIn(news, Optional.of(at)))).isEqualTo(Outcome.OPT_OUT_KEPT);
        assertThat(outcome(optIn(news, Optional.of(at.plusMillis(1))))).isEqualTo(Outcome.WRITTEN);
    }

    @Test
    void ourOwnWithdrawalGivesWayByItsMomentAlone() {
        Instant own = withdrawn().optedOutAt().orElseThrow();
        assertThat(outcome(again(own.plusMillis(1)))).isEqualTo(Outcome.OPT_OUT_KEPT);
        assertThat(outcome(again(own.minusMillis(1)))).isEqualTo(Outcome.OPT_OUT_KEPT);
        assertThat(outcome(again(own))).isEqualTo(Outcome.WRITTEN);
    }

    private ConsentChange again(Instant own) {
        return new ConsentChange(
                news, Channel.EMAIL, ConsentChange.Type.OPT_IN, "Set anew", Optional.empty(), Optional.of(own));
    }

    @Test
    void anOptOutDuringARepeatedOptInIsKept() {
        scene.fail(CONSENT, 1, 503, "");
        scene.context.onPause(this::optOutInApsisOne);
        assertThat(outcome(optIn(news))).isEqualTo(Outcome.OPT_OUT_KEPT);
    }

    /** A list that can't be told is no empty one: an opt-out may stand in it. */
    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"items\":null}", "{\"items\":{}}", "{\"consents\":[]}"})
    void a26AnAnswerWithoutItemsIsNoAnswer(String body) {
        optOutInApsisOne();
        scene.fail(CONSENTS, 0, 200, body);
        assertThat(scene.write(Existence.KNOWN, Map.of(), optIn(news)).failure().orElseThrow())
                .hasMessageContaining("has no list of items")
                .matches(e -> e.kind() == Kind.TRANSIENT);
        assertThat(scene.calls(CONSENT)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPT-OUT", "opt_out", " Opt-Out"})
    void a26AnOptOutIsOneHoweverItIsWritten(String type) {
        scene.fail(CONSENTS, 0, 200, items(type, ",\"channel_discriminator\":\"com.apsis1.channels.email\""));
        assertThat(outcome(optIn(news))).isEqualTo(Outcome.OPT_OUT_KEPT);
    }

    @Test
    void a26AnOptOutWithoutAChannelIsForAll() {
        scene.fail(CONSENTS, 0, 200, items("opt-out", ""));
        assertThat(outcome(optIn(news))).isEqualTo(Outcome.OPT_OUT_KEPT);
    }

    @Test
    void a26WhatIsNotUnderstoodMayMeanNo() {
        scene.fail(CONSENTS, 0, 200, items("suppressed", ",\"channel_discriminator\":\"com.apsis1.channels.email\""));
        ConsentResult result =
                scene.write(Existence.KNOWN, Map.of(), optIn(news)).consents().get(0);
        assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(result.message()).contains("says \"suppressed\"");
        assertThat(scene.calls(CONSENT)).isZero();
    }

    private String items(String type, String more) {
        return "{\"items\":[{\"topic_discriminator\":\"" + news + "\",\"type\":\"" + type + "\"" + more + "}]}";
    }

    /** It is there, so what can't be read of it may be an opt-out. */
    @Test
    void a27AProfileThatIsThereButCannotBeReadIsNotOptedIn() {
        optOutInApsisOne();
        scene.fail(CONSENTS, 0, 404, "{\"status\":404,\"detail\":\"Profile not found\"}");
        for (Existence existence : List.of(Existence.UNKNOWN, Existence.KNOWN)) {
            assertThat(scene.write(existence, Map.of(), optIn(news)).failure()).isPresent();
        }
        assertThat(scene.calls(CONSENT)).isZero();
    }

    @Test
    void a14AConfirmedOptInIsDone() {
        scene.sim(
                "POST",
                "/consents",
                "{\"crm_id\":\"1\",\"topic\":\"Newsletter\",\"channel\":\"email\",\"type\":\"confirmed-opt-in\"}");
        assertThat(outcome(optIn(news))).isEqualTo(Outcome.ALREADY);
        assertThat(scene.calls(CONSENT)).isZero();
    }

    @Test
    void a12a14AConflictIsReadBack() {
        scene.fail(CONSENT, 1, 409, "{\"status\":409,\"detail\":\"Transition not supported\"}");
        assertThat(scene.write(Existence.KNOWN, Map.of(), optOut(news)).consents())
                .containsExactly(new ConsentResult(
                        news,
                        Channel.EMAIL,
                        Outcome.REFUSED,
                        Optional.empty(),
                        "APSIS One answered 409 (Transition not supported) to the consent. Correct the consent rule."));
        scene.write(Existence.KNOWN, Map.of(), optOut(news));
        scene.sim("DELETE", "/faults", "");
        scene.fail(CONSENT, 1, 409, "{\"status\":409}");
        assertThat(outcome(optOut(news))).isEqualTo(Outcome.ALREADY);
    }

    @Test
    void a13EveryKindOfSuccessIsDone() {
        for (int status : new int[] {200, 201, 204}) {
            scene.fail(CONSENT, 1, status, "");
            assertThat(outcome(optIn(news))).isEqualTo(Outcome.WRITTEN);
        }
    }

    @Test
    void anUnknownTopicIsRefusedAndTheOthersWritten() {
        WriteResult result = scene.write(Existence.KNOWN, Map.of(), optIn("usercreated.topics.no"), optIn(news));
        assertThat(result.failure()).isEmpty();
        assertThat(result.consents())
                .extracting(ConsentResult::outcome)
                .containsExactly(Outcome.REFUSED, Outcome.WRITTEN);
        assertThat(result.consents().get(0).message())
                .isEqualTo("APSIS One answered 404 (Topic not found): it has no such subscription any more. Restore it"
                        + " there, or remove the consent rule.");
    }

    @Test
    void aProfileWhoseAttributesAreRefusedIsStillWithdrawnButNotOptedIn() {
        scene.write(Existence.KNOWN, Map.of(), optIn(news));
        scene.fail(PATCH, 0, 422, "{\"detail\":\"no\"}");
        WriteResult result = scene.write(Existence.KNOWN, Map.of(FIRST_NAME, "Bea"), optIn(events), optOut(news));
        assertThat(result.failure())
                .hasValueSatisfying(e -> assertThat(e.kind()).isEqualTo(Kind.REJECTED));
        assertThat(result.consents())
                .containsExactly(
                        new ConsentResult(news, Channel.EMAIL, Outcome.WRITTEN, Optional.of(modifiedAt()), ""));
    }

    @Test
    void aConsentThatIsRefusedForGoodDoesNotStopTheNext() {
        scene.fail(CONSENT, 1, 422, "{\"detail\":\"no\"}");
        WriteResult result = scene.write(Existence.KNOWN, Map.of(), optIn(events), optOut(news));
        assertThat(result.failure()).isEmpty();
        assertThat(result.consents())
                .extracting(ConsentResult::outcome)
                .containsExactly(Outcome.REFUSED, Outcome.WRITTEN);
    }

    @Test
    void outOfScopeOnlyConsentsAreWrittenAndAGoneProfileStaysGone() {
        scene.write(Existence.KNOWN_NOT_CREATED, Map.of(FIRST_NAME, "Bob"), optOut(news));
        assertThat(scene.attributes("1").path(FIRST_NAME).asText()).isEqualTo("Ann");
        scene.sim("DELETE", "/profiles/1", "");
        WriteResult result = scene.write(Existence.KNOWN_NOT_CREATED, Map.of(), optOut(news), optIn(events));
        assertThat(result.consents())
                .extracting(ConsentResult::outcome)
                .containsExactly(Outcome.ALREADY, Outcome.REFUSED);
        assertThat(result.effect()).isEqualTo(Effect.NONE);
        assertThat(scene.sim("GET", "/profiles", "")).isEmpty();
    }

    @Test
    void aKnownProfileThatIsGoneComesBackForItsConsents() {
        scene.sim("DELETE", "/profiles/1", "");
        WriteResult back = scene.write(Existence.KNOWN, Map.of(), optOut(news));
        assertThat(back.effect()).isEqualTo(Effect.CREATED);
        assertThat(back.consents()).extracting(ConsentResult::outcome).containsExactly(Outcome.WRITTEN);
        scene.sim("DELETE", "/profiles/1", "");
        assertThat(scene.write(Existence.KNOWN, Map.of(), optIn(news)))
                .isEqualTo(result(Effect.CREATED, news, Outcome.WRITTEN));
    }

    @Test
    void a33AKeyspaceWithoutSubscriptionsEndsTheRun() {
        scene.sim(
                "POST",
                "/keyspaces",
                "{\"discriminator\":\"com.apsis1.keyspaces.crm-id\",\"manage_subscriptions\":false}");
        WriteResult result = scene.write(Existence.KNOWN, Map.of(FIRST_NAME, "Bea"), optIn(news));
        assertThat(result.failure()).hasValueSatisfying(e -> {
            assertThat(e.kind()).isEqualTo(Kind.AUTH);
            assertThat(e).hasMessageContaining("403 (Subscriptions can't be managed through this keyspace)");
        });
        assertThat(result.effect()).isEqualTo(Effect.UPDATED);
    }

    @Test
    void a26ConsentsAreReadForTheHost() {
        Instant at = optOutInApsisOne();
        scene.write(Existence.KNOWN, Map.of(), optIn(events));
        assertThat(scene.connector.consents("1").orElseThrow())
                .hasSize(2)
                .contains(new ConsentState(news, Channel.EMAIL, false, Optional.of(at)));
        assertThat(scene.connector.consents("2")).isEmpty();
    }

    private Instant optOutInApsisOne() {
        String answer =
                scene.sim("POST", "/opt-out", "{\"crm_id\":\"1\",\"topic\":\"Newsletter\",\"channel\":\"email\"}");
        return Instant.parse(Scene.json(answer).path("modified_at").asText());
    }

    private Outcome outcome(ConsentChange change) {
        return scene.write(Existence.KNOWN, Map.of(), change).consents().get(0).outcome();
    }

    private static WriteResult result(Effect effect, String topic, Outcome outcome) {
        ConsentResult consent = new ConsentResult(topic, Channel.EMAIL, outcome, Optional.empty(), "");
        return new WriteResult(effect, List.of(), List.of(consent), Optional.empty());
    }
}
