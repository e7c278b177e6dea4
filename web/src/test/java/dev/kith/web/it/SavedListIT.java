package dev.kith.web.it;

import static dev.kith.web.it.ListedLabel.LABEL;
import static dev.kith.web.it.ListedLabel.OFF;
import static dev.kith.web.it.ListedLabel.OVERVIEW;
import static dev.kith.web.it.ListedLabel.RECURRING;
import static dev.kith.web.it.ListedLabel.TAGGED;
import static dev.kith.web.it.Persons.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.engine.store.ListImport;
import dev.kith.engine.store.Run;
import dev.kith.engine.sync.CrashPoint.Step;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Overviews, and what all saved lists have in common. */
class SavedListIT {
    @RegisterExtension
    private static final Stage stage = Stage.with(1);

    private final ListedLabel list = new ListedLabel(stage);
    private String ada = "";
    private String bob = "";

    @BeforeEach
    void onlyAdaIsAMember() {
        ada = list.onlyMember();
        bob = stage.person(ADA);
    }

    /** S36: a new or changed list makes no full sync due. */
    @Test
    void s37AndS36AddedAndRemovedMembersOfAnOverviewShowOnlyAfterAnImport() {
        stage.openListening().sync();
        list.configure(OVERVIEW);
        assertThat(stage.kith().get("").json().has("fullSyncDue")).isFalse();
        assertThat(list.vip(ada)).as("configured, not imported").isFalse();
        assertThat(list.imported()).isEqualTo(new ListImport(list.key(), 1, 0, 0));
        assertThat(list.vip(ada)).isTrue();
        assertThat(list.vip(bob)).isFalse();

        stage.unlabel(ada, LABEL);
        stage.label(bob, LABEL);
        stage.awaitQuiet();
        stage.sync();
        assertThat(list.vip(ada)).as("before the import").isTrue();
        assertThat(list.vip(bob)).isFalse();

        assertThat(list.imported()).isEqualTo(new ListImport(list.key(), 1, 1, 0));
        assertThat(list.vip(ada)).isFalse();
        assertThat(list.vip(bob)).isTrue();
        JsonNode status = list.status();
        assertThat(status.path("members").asLong()).isEqualTo(1);
        assertThat(status.path("lastRun").path("state").asText()).isEqualTo("completed");
        assertThat(status.path("lastRun").path("list").path("removed").asLong()).isEqualTo(1);
    }

    @Test
    void s37AMemberThatHasItCostsNoCall() {
        stage.open();
        stage.sync();
        list.configure(OVERVIEW);
        list.imported();
        stage.forgetCalls();

        list.imported();
        assertThat(stage.audienceWrites()).isEmpty();
        assertThat(list.importedWithForce().added()).isEqualTo(1);
        assertThat(stage.audienceWrites()).isNotEmpty();
    }

    @Test
    void s37ARecurringOverviewIsImportedTheNextMorning() {
        MovedTime time = stage.kith().movedTime();
        stage.kith().openWith(time);
        stage.sync();
        list.configure(RECURRING);
        assertThat(list.status().has("lastRun")).isFalse();

        time.pause(Duration.ofHours(24));

        await().until(() -> list.vip(ada));
        assertThat(list.vip(bob)).isFalse();
    }

    @Test
    void s37AMorningThatTheHostMissedIsCaughtUp() {
        MovedTime time = stage.kith().movedTime();
        stage.kith().openWith(time);
        stage.sync();
        list.configure(RECURRING);
        stage.kith().closeHost();
        time.pause(Duration.ofHours(24));

        stage.kith().openWith(time);

        await().until(() -> list.vip(ada));
    }

    @Test
    void d35ATagCarriesTheMembershipAndANewCarrierTakesItsPlace() {
        stage.open();
        stage.sync();
        list.configure(TAGGED);
        list.imported();
        assertThat(list.tagged(ada)).isTrue();

        list.configure(OVERVIEW);
        list.imported();
        assertThat(list.tagged(ada)).isFalse();
        assertThat(list.vip(ada)).isTrue();

        list.configure(TAGGED);
        stage.unlabel(ada, LABEL);
        assertThat(list.imported().removed()).isEqualTo(1);
        assertThat(list.tagged(ada)).isFalse();
        assertThat(list.vip(ada)).isFalse();
    }

    @Test
    void d35AnOverviewThatIsSwitchedOffIsTakenFromItsMembersAndItsAttributeIsFreeThen() {
        stage.open();
        stage.sync();
        list.configure(OVERVIEW);
        list.imported();
        String other = otherList();
        assertThat(list.put(other, OVERVIEW).text()).contains("belongs to the list \\\"Label: Newsletter\\\"");

        list.configure(OFF);
        await().until(() -> !list.vip(ada));
        await().until(() -> list.status().path("lastRun").path("state").asText().equals("completed"));

        assertThat(list.put(other, OVERVIEW).status()).isEqualTo(200);
    }

    @Test
    void d35AnAttributeThatAMappingWritesIsRefusedWithTheRuleAlsoWhenTheRuleComesLater() {
        stage.open();
        stage.sync();
        list.configure(OVERVIEW);
        stage.kith().closeHost();
        stage.mappings(Stage.rule("Good customers", "", "contact.set(\"VIP\", false);"));
        stage.open();

        Run run = stage.kith().awaitEnd(list.start());
        Answer answer = list.put(list.key(), OVERVIEW);

        assertThat(run.state().word()).isEqualTo("failed");
        assertThat(run.cause()).contains("Good customers", "mappings.drl");
        assertThat(stage.kith().get("/rules").text()).contains("belongs to the saved list");
        assertThat(list.vip(ada)).isFalse();
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains("Good customers", "mappings.drl");
    }

    @Test
    void d36AMemberWithoutAProfileGetsItAsANewContactAndThenTheMembership() {
        stage.kith().replaceInSettings("newContacts: immediately", "newContacts: daily");
        MovedTime time = stage.kith().movedTime();
        stage.kith().openWith(time);
        stage.sync();
        list.configure(OVERVIEW);
        String cor = stage.person(ADA);
        stage.label(cor, LABEL);
        assertThat(list.imported().waiting()).isEqualTo(1);
        assertThat(list.status().path("waiting").asLong()).isEqualTo(1);
        assertThat(stage.kith().apsisDump()).doesNotContainKey(cor);

        time.pause(Duration.ofHours(24));

        await().until(() -> list.vip(cor));
        await().until(() -> list.status().path("waiting").asLong() == 0);
    }

    @Test
    void d36AMemberOutOfScopeGetsNeitherAProfileNorTheMembership() {
        stage.conditions(Stage.rule("Only Bob", "customerType != \"B\"", "contact.deny(\"Not B\");"));
        stage.openListening().sync();
        list.configure(OVERVIEW);

        ListImport first = list.imported();
        stage.awaitQuiet();

        assertThat(first.added()).isZero();
        assertThat(list.imported().waiting()).isZero();
        assertThat(stage.kith().apsisDump()).doesNotContainKey(ada);
    }

    @Test
    void d36AFullSyncThatMakesTheProfileGivesItTheMembership() {
        stage.kith().replaceInSettings("newContacts: immediately", "newContacts: daily");
        stage.open();
        list.configure(OVERVIEW);
        assertThat(list.imported().waiting()).isEqualTo(1);

        stage.sync();

        await().until(() -> list.vip(ada));
    }

    @Test
    void aCrashBetweenTheWriteAndItsNoteEndsRightAlsoWhenTheMemberLeavesMeanwhile() {
        AtomicBoolean armed = new AtomicBoolean();
        stage.openCrashingAt(step -> {
            if (step == Step.PAGE_DELIVERED && armed.compareAndSet(true, false)) {
                throw new Crash();
            }
        });
        stage.sync();
        list.configure(OVERVIEW);
        armed.set(true);
        long run = list.start();
        stage.kith().awaitEnd(run);
        assertThat(list.vip(ada)).as("written, not noted").isTrue();
        stage.kith().closeHost();
        stage.unlabel(ada, LABEL);
        stage.label(bob, LABEL);

        stage.open();

        assertThat(stage.kith().awaitEnd(run).state().word()).isEqualTo("completed");
        assertThat(list.vip(ada)).isFalse();
        assertThat(list.vip(bob)).isTrue();
    }

    @Test
    void whatIsWrongWithARequestIsSaid() {
        stage.open();
        String key = list.key();
        assertThat(list.put(key, "{\"kind\":\"sometimes\",\"attribute\":\"VIP\"}")
                        .status())
                .isEqualTo(400);
        assertThat(list.put(key, "{\"kind\":\"overview\"}").text()).contains("either");
        assertThat(list.put(key, "{\"kind\":\"overview\",\"attribute\":\"VIP\",\"tag\":\"Key account\"}")
                        .status())
                .isEqualTo(400);
        assertThat(list.put(key, "{\"kind\":\"off\",\"tag\":\"Key account\"}").status())
                .isEqualTo(400);
        assertThat(list.put(key, OFF).status()).as("never configured").isEqualTo(404);
        assertThat(list.put("label:none", OVERVIEW).status()).isEqualTo(404);
        assertThat(list.put(key, "{\"kind\":\"overview\",\"attribute\":\"First name\"}")
                        .text())
                .contains("True/False", "It has: ");
        assertThat(list.put(key, "{\"kind\":\"overview\",\"tag\":\"None\"}").text())
                .contains("Key account");
        assertThat(list.put(key, "{\"kind\":\"selection\",\"attribute\":\"VIP\",\"recurring\":true}")
                        .status())
                .isEqualTo(422);
        assertThat(start("{\"kind\":\"list-import\"}")).isEqualTo(400);
        assertThat(start("{\"kind\":\"full\",\"list\":\"" + key + "\"}")).isEqualTo(400);
        assertThat(start("{\"kind\":\"list-import\",\"list\":\"" + key + "\"}"))
                .as("not configured")
                .isEqualTo(422);
    }

    private static int start(String json) {
        return stage.kith().post("/runs", json).status();
    }

    private String otherList() {
        for (JsonNode other : stage.kith().get("/saved-lists").json().path("savedLists")) {
            if (!other.path("key").asText().equals(list.key())) {
                return other.path("key").asText();
            }
        }
        throw new AssertionError("there is one list only");
    }
}
