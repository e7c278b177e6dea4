package dev.kith.web.it;

import static dev.kith.web.it.Persons.named;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Consents on their way from the audience to the CRM. */
class TwoWayIT {
    private static final String PAGES = "\"endpoint\":\"*\",\"contains\":\"Relation_Person?\"";

    @RegisterExtension
    private static final Stage stage = Stage.with(10);

    private String ada = "";

    @BeforeEach
    void realTime() {
        stage.realTime("immediately").conditions();
        stage.consents(Stage.rule("News", "labels contains \"Newsletter\"", "contact.optIn(\"Newsletter\", EMAIL);"));
        ada = stage.person(named("ada"));
        stage.label(ada, "Newsletter");
    }

    @Test
    void b4AnUnsubscribeInApsisOneTakesTheLabelOffThePersonInTribe() {
        stage.openListening().sync();
        assertThat(labels(ada)).contains("Newsletter");

        stage.optOut(ada, "Newsletter", "email");
        learn();

        await().until(() -> !labels(ada).contains("Newsletter"));
        stage.awaitQuiet();
        stage.sync();
        assertThat(consent(ada)).isEqualTo("opt-out");
        assertThat(owed()).isEmpty();
    }

    @Test
    void d28TheLabelSetAnewAfterTheOptOutOptsInAgain() {
        stage.openListening().sync();
        stage.optOut(ada, "Newsletter", "email");
        learn();
        await().until(() -> !labels(ada).contains("Newsletter"));
        stage.awaitQuiet();

        stage.label(ada, "Newsletter");

        await().until(() -> consent(ada).equals("opt-in"));
        learn();
        stage.awaitQuiet();
        assertThat(labels(ada)).as("the old opt-out takes nothing off any more").contains("Newsletter");
    }

    @Test
    void d29TheHintOfTheAudienceIsProvedByItsTokenAndOnlyStartsARead() throws IOException {
        stage.openListening().sync();
        stage.optOut(ada, "Newsletter", "email");

        Answer forged = hint("f".repeat(64), ada);
        Answer unknown = stage.kith().rest().post("/webhooks/nobody/audience?token=" + token(), "{}");
        assertThat(forged.status()).isEqualTo(401);
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.json().path("detail")).isEqualTo(forged.json().path("detail"));

        assertThat(hint(token(), ada).status()).isEqualTo(202);
        await().until(() -> !labels(ada).contains("Newsletter"));
    }

    @Test
    void d27ALabelOfTwoChannelsStaysUntilThePersonOptedOutOfBoth() {
        stage.consents(
                Stage.rule("News", "labels contains \"Newsletter\"", "contact.optIn(\"Newsletter\", EMAIL);"),
                Stage.rule("Texts", "labels contains \"Newsletter\"", "contact.optIn(\"Newsletter\", SMS);"));
        stage.change(ada, "{\"MobilePhoneNumber\":\"+31612345678\"}");
        stage.openListening().sync();

        stage.optOut(ada, "Newsletter", "email");
        learn();
        await().until(() -> stage.counted("applied") > 0);
        stage.awaitQuiet();
        stage.sync();
        assertThat(labels(ada)).contains("Newsletter");
        assertThat(consent(ada))
                .as("the label doesn't opt the channel in again")
                .isEqualTo("opt-out");

        stage.optOut(ada, "Newsletter", "sms");
        learn();
        await().until(() -> !labels(ada).contains("Newsletter"));
    }

    @Test
    void d30ALabelThatTribeRefusesToRemoveIsListedAndTriedAgain() {
        stage.openListening().sync();
        switchTribe("T23", "none");
        try {
            stage.optOut(ada, "Newsletter", "email");
            learn();
            await().until(() ->
                    owed().size() == 1 && owed().get(0).path("tries").asLong() > 0);
            assertThat(owed().get(0).path("contactKey").asText()).isEqualTo(ada);
            assertThat(owed().get(0).path("cause").asText()).isNotEmpty();
            assertThat(stage.inbox().path("warnings").toString()).contains("1 labels were not changed");
            assertThat(consent(ada)).isEqualTo("opt-out");
        } finally {
            switchTribe("T23", "replace");
        }

        learn();
        await().until(() -> !labels(ada).contains("Newsletter"));
        await().until(() -> owed().isEmpty());
    }

    @Test
    void d25OptInsTravelOnlyIfSwitchedOn() {
        stage.unlabel(ada, "Newsletter");
        stage.kith().addToSettings("consents: {twoWay: both}");
        stage.openListening().sync();
        optIn(ada);

        learn();

        await().until(() -> labels(ada).contains("Newsletter"));
    }

    @Test
    void s26WhatAPersonSaidInTheAudienceIsLearnedEvenWhileAFullSyncRuns() throws IOException {
        stage.openListening().sync();
        stage.optOut(ada, "Newsletter", "email");
        Stage.fault(stage.kith().tribe(), "{" + PAGES + ",\"times\":1000,\"status\":503}");
        long run = stage.kith().startRun("{\"kind\":\"full\"}");
        await().until(() -> stage.inbox().path("deferred").asBoolean());

        hint(token(), ada);

        await().until(() ->
                stage.kith().get("/contacts/" + ada).json().toString().contains("optedOutAt"));
        assertThat(stage.kith().get("/runs/" + run).json().path("state").asText())
                .isEqualTo("running");
        stage.clearFaults();
        stage.kith().post("/runs/" + run + "/cancel", "{}");
        stage.kith().awaitEnd(run);
    }

    private static void learn() {
        assertThat(stage.kith().post("/consents/learn", "{}").status()).isEqualTo(202);
    }

    private static Answer hint(String token, String profile) {
        return stage.kith().rest().post("/webhooks/tribe/audience?token=" + token, "{\"profile\":\"" + profile + "\"}");
    }

    private static String token() throws IOException {
        return Files.readString(stage.kith().home().secrets().resolve("audience-tribe"))
                .strip();
    }

    private static List<JsonNode> owed() {
        List<JsonNode> owed = new ArrayList<>();
        stage.kith().get("/label-changes").json().path("labelChanges").forEach(owed::add);
        return owed;
    }

    private static String labels(String person) {
        return requireNonNull(stage.kith().tribePersons().get(person), person)
                .path("labels")
                .toString();
    }

    private static String consent(String person) {
        return stage.profile(person).consents().contains("Newsletter email opt-in") ? "opt-in" : "opt-out";
    }

    private static void optIn(String person) {
        Answer answer = stage.kith()
                .apsisOne()
                .post(
                        "/_sim/consents",
                        "{\"crm_id\":\"" + person
                                + "\",\"topic\":\"Newsletter\",\"channel\":\"com.apsis1.channels.email\",\"type\":\"opt-in\"}");
        assertThat(answer.status()).as(answer.text()).isLessThan(300);
    }

    private static void switchTribe(String point, String variant) {
        Answer answer = stage.kith().tribe().send("PUT", "/_sim/switches", "{\"" + point + "\":\"" + variant + "\"}");
        assertThat(answer.status()).as(answer.text()).isLessThan(300);
    }
}
