package dev.kith.web.it;

import static dev.kith.web.it.Persons.ADA;
import static dev.kith.web.it.Persons.named;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.engine.sync.CrashPoint.Step;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Changes that the CRM tells of, on their way to the audience. */
class RealTimeIT {
    @RegisterExtension
    private static final Stage stage = Stage.with(20);

    @BeforeEach
    void realTime() {
        stage.realTime("immediately");
    }

    @Test
    void s21AChangedContactIsUpdatedByItsEventWithoutARun() {
        String person = stage.person(ADA);
        stage.openListening().sync();
        stage.change(person, "{\"FirstName\":\"Bea\"}");
        stage.awaitQuiet();
        assertThat(stage.firstName(person)).isEqualTo("Bea");
        assertThat(stage.counted("dead")).isZero();
        stage.assertDumpEqualsTheOracle();
    }

    @Test
    void s16ALabelSetAndRemovedIsAConsentGivenAndWithdrawn() {
        String person = stage.person(named("s16"));
        stage.openListening().sync();
        stage.label(person, "Newsletter");
        stage.awaitQuiet();
        assertThat(stage.profile(person).consents()).isNotEmpty();
        stage.assertDumpEqualsTheOracle();
        stage.unlabel(person, "Newsletter");
        stage.awaitQuiet();
        assertThat(stage.profile(person).consents()).isNotEmpty().allMatch(consent -> consent.endsWith("opt-out"));
    }

    /** Whatever the events look like, twice or in another order. */
    @Test
    void t25ToT27AndT35EventsOfAnyShapeTwiceOrInAnotherOrderEndInTheSameProfiles() {
        String kept = stage.person(named("kept"));
        stage.openListening().sync();
        int round = 0;
        for (String switches : List.of(
                "\"T25\": \"link\", \"T27\": \"typed\"",
                "\"T26\": \"link\", \"T27\": \"wrapped\", \"T35\": \"duplicate\"",
                "\"T27\": \"rich\", \"T35\": \"reorder\"")) {
            round++;
            stage.switches("{" + switches + ", \"T31\": \"present\", \"T32\": \"http\"}");
            stage.change(kept, "{\"FirstName\":\"Bea " + round + "\"}");
            stage.label(kept, round == 2 ? "Events" : "Newsletter");
            String added = stage.person(named("added"));
            stage.change(kept, "{\"FirstName\":\"Cee " + round + "\"}");
            stage.change(added, "{\"FirstName\":\"Dee\"}");
            stage.awaitQuiet();
            assertThat(stage.firstName(kept)).isEqualTo("Cee " + round);
            stage.assertDumpEqualsTheOracle();
        }
        assertThat(stage.counted("dead")).isZero();
        assertThat(stage.inbox().path("warnings")).isEmpty();
    }

    @Test
    void d41ADeletedContactHasItsConsentsWithdrawnAndKeepsItsProfile() {
        String person = stage.person(named("gone"));
        stage.label(person, "Newsletter");
        stage.openListening().sync();
        stage.switches("{\"T27\": \"typed\", \"T31\": \"present\", \"T32\": \"http\"}");
        assertThat(stage.profile(person).consents()).isNotEmpty();
        assertThat(stage.kith()
                        .tribe()
                        .send("DELETE", "/_sim/persons/" + person, "")
                        .status())
                .isLessThan(300);
        stage.awaitQuiet();
        assertThat(stage.profile(person).consents()).noneMatch(consent -> consent.endsWith("opt-in"));
    }

    @Test
    void aForgedCallIsRefusedInTheSameWordsAndStoresNothing() {
        stage.openListening();
        stage.awaitQuiet();
        long before = stage.inbox().path("received").asLong();
        String body = "{\"payload\":{\"entityId\":\"00000000-0000-0000-0000-000000000001\"}}";
        List<Answer> answers = new ArrayList<>();
        for (String path : List.of("/webhooks/tribe", "/webhooks/nobody")) {
            answers.add(stage.kith().rest().post(path, body));
            answers.add(stage.kith()
                    .rest()
                    .send(stage.kith()
                            .rest()
                            .request(path)
                            .header("X-Tribe-Signature", "f".repeat(128))
                            .POST(BodyPublishers.ofString(body))));
        }
        stage.kith().post("/disable", "{}");
        answers.add(stage.kith().rest().post("/webhooks/tribe", body));

        assertThat(answers).extracting(Answer::status).containsOnly(401);
        assertThat(answers).extracting(Answer::text).containsOnly(answers.get(0).text());
        assertThat(stage.inbox().path("received").asLong()).isEqualTo(before);
        byte[] large = "x".repeat(300_000).getBytes(StandardCharsets.UTF_8);
        assertThat(stage.kith()
                        .rest()
                        .post("/webhooks/tribe", new String(large, StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void d48DisablingRemovesTheWebhooksAndEnablingRegistersThemAgain() {
        stage.openListening();
        int registered = stage.kith().tribe().get("/_sim/webhooks").json().size();
        assertThat(stage.kith().post("/disable", "{}").status()).isEqualTo(200);
        assertThat(stage.kith().tribe().get("/_sim/webhooks").json()).isEmpty();
        assertThat(stage.kith().post("/runs", "{\"kind\":\"full\"}").status()).isNotEqualTo(201);

        stage.kith().restart();
        assertThat(stage.kith().integration().events().enabled())
                .as("after a restart")
                .isFalse();
        assertThat(stage.kith().post("/enable", "{}").json().path("enabled").asBoolean())
                .isTrue();
        assertThat(stage.kith().tribe().get("/_sim/webhooks").json()).hasSize(registered);
        stage.sync();
    }

    @Test
    void checkSaysWhenTheWebhooksAreMissing() {
        stage.openListening();
        assertThat(stage.kith().post("/check", "{}").json().path("problems")).isEmpty();
        removeWebhooks();
        assertThat(stage.kith().post("/check", "{}").json().path("problems").toString())
                .contains("the CRM has no webhook for http://127.0.0.1:");
    }

    /** As an admin of the CRM would. */
    private static void removeWebhooks() {
        String token = stage.kith()
                .tribe()
                .send(stage.kith()
                        .tribe()
                        .request("/oauth2/token")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(
                                "grant_type=client_credentials&client_id=kith&client_secret=tribe-secret")))
                .json()
                .path("access_token")
                .asText();
        stage.kith()
                .tribe()
                .get("/_sim/webhooks")
                .json()
                .fieldNames()
                .forEachRemaining(id -> stage.kith()
                        .tribe()
                        .send(stage.kith()
                                .tribe()
                                .request("/v1/webhooks/" + id)
                                .header("Authorization", "Bearer " + token)
                                .DELETE()));
        assertThat(stage.kith().tribe().get("/_sim/webhooks").json()).isEmpty();
    }

    @Test
    void s26EventsWaitForTheEndOfAFullSyncWhateverItIs() {
        String person = stage.person(ADA);
        String other = stage.person(ADA);
        Hook hook = new Hook();
        stage.openCrashingAt(hook).listen().sync();
        for (String end : List.of("completed", "failed", "cancelled")) {
            Gate gate = new Gate(Step.RUN_CLAIMED);
            hook.becomes(gate);
            long run = stage.kith().startRun("{\"kind\":\"full\",\"force\":true}");
            gate.awaitReached();
            stage.change(person, "{\"FirstName\":\"At " + end + "\"}");
            Awaitility.await().until(() -> stage.counted("pending") > 0);
            assertThat(stage.inbox().path("deferred").asBoolean()).isTrue();
            assertThat(stage.firstName(person)).isNotEqualTo("At " + end);
            if (end.equals("failed")) {
                Stage.fault(
                        stage.kith().apsisOne(),
                        "{\"endpoint\":\"*\",\"contains\":\"" + other + "\",\"status\":401,"
                                + "\"contentType\":\"application/problem+json\",\"body\":\"{\\\"status\\\":401}\"}");
            }
            if (end.equals("cancelled")) {
                stage.kith().post("/runs/" + run + "/cancel", "{}");
            }
            gate.open();
            assertThat(stage.kith().awaitEnd(run).state().word()).isEqualTo(end);
            stage.awaitQuiet();
            assertThat(stage.firstName(person)).isEqualTo("At " + end);
            stage.clearFaults();
        }
    }

    @Test
    void s26EventsOfACrashedFullSyncWaitUntilItIsResumedAndEnded() {
        String person = stage.person(ADA);
        Hook hook = new Hook();
        stage.openCrashingAt(hook).listen().sync();
        Gate gate = new Gate(Step.PAGE_SETTLED);
        hook.becomes(step -> {
            gate.reached(step);
            if (step == Step.PAGE_SETTLED) {
                throw new Crash();
            }
        });
        long run = stage.kith().startRun("{\"kind\":\"full\"}");
        gate.awaitReached();
        stage.change(person, "{\"FirstName\":\"Bea\"}");
        Awaitility.await().until(() -> stage.counted("pending") > 0);
        gate.open();
        stage.kith().awaitEnd(run);
        stage.kith().closeHost();

        Gate resumed = new Gate(Step.RUN_CLAIMED);
        stage.openCrashingAt(resumed);
        resumed.awaitReached();
        assertThat(stage.inbox().path("deferred").asBoolean()).isTrue();
        assertThat(stage.counted("pending")).isPositive();
        resumed.open();
        assertThat(stage.kith().awaitEnd(run).state().word()).isEqualTo("completed");
        stage.awaitQuiet();
        assertThat(stage.firstName(person)).isEqualTo("Bea");
    }

    /** Between the commit and the answer, and after its work began. */
    @Test
    void anEventThatWasStoredIsNeverLostByACrash() {
        String person = stage.person(ADA);
        stage.openListening().sync();
        for (Step step : List.of(Step.EVENT_STORED, Step.EVENT_DELIVERED)) {
            stage.kith().closeHost();
            AtomicBoolean crashed = new AtomicBoolean();
            stage.openCrashingAt(reached -> {
                if (reached == step) {
                    crashed.set(true);
                    throw new Crash();
                }
            });
            stage.change(person, "{\"FirstName\":\"" + step + "\"}");
            Awaitility.await().dontCatchUncaughtExceptions().untilTrue(crashed);
            stage.kith().closeHost();

            stage.open();
            stage.awaitQuiet();
            assertThat(stage.firstName(person)).isEqualToIgnoringCase(step.toString());
        }
    }

    @Test
    void s30ANewContactWaitsForTheDailyRunUnlessAFullSyncMakesItFirst() {
        stage.kith().replaceInSettings("newContacts: immediately", "newContacts: daily");
        stage.openListening().sync();
        String person = stage.person(ADA);
        Awaitility.await().until(() -> firstEvent().path("waitsForDailyRun").asBoolean());
        assertThat(stage.dump()).doesNotContainKey(person);
        assertThat(stage.inbox().path("lagSeconds").asLong()).isZero();

        stage.sync();
        stage.awaitQuiet();
        assertThat(stage.firstName(person)).isEqualTo("Ada");
        assertThat(stage.counted("unchanged")).isPositive();
    }

    @Test
    void aPersonMayHaveAContactSyncedAtOnceAndMayRetryOrDropEvents() {
        stage.kith().replaceInSettings("newContacts: immediately", "newContacts: daily");
        stage.openListening();
        String person = stage.person(ADA);
        Awaitility.await().until(() -> firstEvent().path("waitsForDailyRun").asBoolean());
        long event = firstEvent().path("id").asLong();
        String drop = "/api/v1/integrations/tribe/inbox/" + event;

        assertThat(stage.kith().rest().send("DELETE", drop, "{}").status()).isEqualTo(400);
        assertThat(stage.kith().post("/inbox/" + event + "/retry", "{}").status())
                .isEqualTo(202);
        stage.awaitQuiet();
        assertThat(stage.dump()).as("a retry is a person's wish").containsKey(person);
        assertThat(stage.kith()
                        .rest()
                        .send("DELETE", drop, "{\"reason\":\"late\"}")
                        .status())
                .isEqualTo(409);

        String other = stage.person(ADA);
        Awaitility.await().until(() -> firstEvent().path("waitsForDailyRun").asBoolean());
        assertThat(stage.kith().post("/contacts/" + other + "/sync", "{}").status())
                .isEqualTo(202);
        Awaitility.await().until(() -> stage.dump().containsKey(other));
    }

    private static JsonNode firstEvent() {
        return stage.kith().get("/inbox").json().path("events").path(0);
    }
}
