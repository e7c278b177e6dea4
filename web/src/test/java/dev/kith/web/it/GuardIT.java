package dev.kith.web.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.engine.store.Run;
import dev.kith.engine.sync.CrashPoint.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dangerous writes: held when they are many, delivered when they are few or approved. */
class GuardIT {
    private static final String OPT_IN = "contact.optIn(\"Newsletter\", EMAIL);";
    private static final String NEWS = "Newsletter email opt-in";
    private static final String VERDICT = "{\"kinds\":[\"withdraw\",\"opt-in\",\"blank\"],\"reason\":\"as meant\"}";

    @RegisterExtension
    private static final Stage stage = Stage.with(60);

    @BeforeEach
    void prepare() {
        stage.conditions();
        stage.consents(Stage.rule("Everybody", "customerType != \"none\"", OPT_IN));
    }

    @Test
    void aRuleChangeThatWithdrawsManyConsentsIsHeldUntilItIsApproved() {
        Run first = stage.open().sync();
        assertThat(first.counts().staged())
                .as("profiles that Kith creates aren't dangerous")
                .isZero();
        int granted = granted();
        assertThat(granted).isGreaterThan(20);
        rulesThatOptNobodyIn();

        Run run = stage.sync();
        assertThat(run.counts().staged()).isEqualTo(granted);
        assertThat(granted()).isEqualTo(granted);
        assertThat(staged()).containsExactly("withdraw held " + granted);
        assertThat(stage.kith()
                        .get("/staged?kind=withdraw&limit=1")
                        .json()
                        .path("actions")
                        .path(0)
                        .path("parts")
                        .path(0)
                        .asText())
                .isEqualTo("Newsletter by email");

        stage.sync();
        assertThat(staged()).as("the next run piles nothing up").containsExactly("withdraw held " + granted);

        assertThat(stage.inbox().path("warnings").toString())
                .contains("Dangerous writes that wait for a person: " + granted);
        assertThat(stage.kith().rest().get("/metrics").text())
                .contains("kith_staged_held{integration=\"tribe\",kind=\"withdraw\"} " + granted + ".0");

        assertThat(stage.kith()
                        .post("/staged/approve", VERDICT)
                        .json()
                        .path("approved")
                        .asInt())
                .isEqualTo(granted);
        await().until(() -> granted() == 0 && staged().isEmpty());
        stage.awaitQuiet();
        assertThat(stage.counted("dead")).isZero();
        assertThatEventsAddUp();
        assertThat(audit()).first().isEqualTo("rest staged.approve as meant");
        assertThat(stage.sync().counts().staged()).isZero();
    }

    @Test
    void aDryRunStagesNothing() {
        stage.open().sync();
        rulesThatOptNobodyIn();
        stage.kith().awaitEnd(stage.kith().startRun("{\"kind\":\"dry-run\"}"));
        assertThat(staged()).isEmpty();
    }

    /** The change of rules is the cause also where the contact changed; a label that went is the CRM's doing. */
    @Test
    void aWithdrawalByChangedRulesIsHeldAlsoForContactsThatChangedMeanwhile() {
        stage.consents(Stage.rule("News", "labels contains \"Newsletter\"", OPT_IN));
        List<String> persons = new ArrayList<>(stage.kith().tribePersons().keySet());
        persons.forEach(person -> stage.label(person, "Newsletter"));
        stage.open().sync();
        String gone = stage.dump().entrySet().stream()
                .filter(entry -> entry.getValue().consents().contains(NEWS))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
        int granted = granted();
        persons.forEach(person -> stage.change(person, "{\"LastName\":\"Changed\"}"));
        stage.unlabel(gone, "Newsletter");
        rulesThatOptNobodyIn();

        stage.sync();
        assertThat(stage.profile(gone).consents()).doesNotContain(NEWS);
        assertThat(granted()).isEqualTo(granted - 1);
        assertThat(staged()).containsExactly("withdraw held " + (granted - 1));
    }

    /** In bulk too; what is released is planned from a fresh read, so that the CRM's word of now goes out. */
    @ParameterizedTest
    @ValueSource(strings = {"off", "on"})
    void blankedAttributesAreHeldAndPlannedAnewWhenTheyAreApproved(String bulk) {
        stage.kith().addToSettings("runs: {bulk: " + bulk + "}");
        String person = person();
        List<String> persons = new ArrayList<>(stage.kith().tribePersons().keySet());
        persons.forEach(one -> stage.change(one, "{\"FirstName\":\"Ada\"}"));
        stage.open().sync();
        long named = named();
        persons.forEach(one -> stage.change(one, "{\"FirstName\":\"\",\"LastName\":\"Bos\"}"));

        Run run = stage.sync();
        assertThat(run.counts().staged()).isEqualTo(named);
        assertThat(staged()).containsExactly("blank held " + named);
        assertThat(named()).isEqualTo(named);
        assertThat(stage.profile(person).attributes()).as("the rest goes out").containsEntry("Last name", "Bos");

        stage.change(person, "{\"FirstName\":\"Cee\"}");
        stage.kith().post("/staged/approve", VERDICT);
        await().until(() -> staged().isEmpty());
        assertThat(named()).isOne();
        assertThat(stage.firstName(person)).isEqualTo("Cee");
        assertThatEventsAddUp();
    }

    /** The CRM is read by the settings of before once more, which tells the one from the other. */
    @Test
    void aWithdrawalByChangedSettingsIsHeldAndOneThatTheCrmWantsIsNot() {
        String secret = "clientSecret: \"${file:demo-tribe}\"";
        String ignore = secret + "\n    ignoreMailingOptOut: true";
        stage.kith().replaceInSettings(secret, ignore);
        guard("count: 0\n  percent: 0");
        stage.consents(Stage.rule("News", "labels contains \"Newsletter\"", OPT_IN));
        String bySettings = subscriber();
        String byCrm = subscriber();
        stage.open().sync();
        assertThat(stage.profile(bySettings).consents()).contains(NEWS);
        assertThat(stage.profile(byCrm).consents()).contains(NEWS);
        stage.kith().closeHost();

        stage.kith().replaceInSettings(ignore, secret);
        stage.unlabel(byCrm, "Newsletter");
        stage.open().sync();
        assertThat(stage.profile(byCrm).consents()).doesNotContain(NEWS);
        assertThat(stage.profile(bySettings).consents()).contains(NEWS);
        assertThat(stage.kith().get("/staged?kind=withdraw").text()).contains(bySettings, "\"held\"");

        stage.kith().post("/staged/approve", VERDICT);
        await().until(() -> !stage.profile(bySettings).consents().contains(NEWS));
        assertThatEventsAddUp();
    }

    private static String subscriber() {
        String person = person();
        stage.change(person, "{\"EmailAddress\":\"" + person + "@example.test\"}");
        stage.change(person, "{\"contacts\":[{\"id\":\"" + stage.contactRow(person) + "\",\"mailingOptOut\":true}]}");
        stage.label(person, "Newsletter");
        return person;
    }

    @Test
    void underTheLimitTheSameRunDelivers() {
        guard("count: 1000");
        stage.open().sync();
        assertThat(granted()).isPositive();
        rulesThatOptNobodyIn();

        assertThat(stage.sync().counts().staged()).isZero();
        assertThat(granted()).isZero();
        assertThat(staged()).isEmpty();
    }

    @Test
    void whatIsRejectedStaysUndoneAlsoInLaterRuns() {
        stage.open().sync();
        int granted = granted();
        rulesThatOptNobodyIn();
        stage.sync();

        assertThat(stage.kith()
                        .post("/staged/reject", VERDICT)
                        .json()
                        .path("rejected")
                        .asInt())
                .isEqualTo(granted);
        assertThat(audit()).first().isEqualTo("rest staged.reject as meant");
        stage.sync();
        assertThat(granted()).isEqualTo(granted);
        assertThat(staged()).containsExactly("withdraw rejected " + granted);
        assertThat(stage.kith()
                        .post("/staged/approve", "{\"kinds\":[\"withdraw\"]}")
                        .status())
                .isEqualTo(400);
        assertThat(stage.kith()
                        .post("/staged/approve", "{\"kinds\":[\"all\"],\"reason\":\"x\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void withdrawalsWhoseCauseLiesInTheCrmAreNeverHeld() {
        stage.consents(Stage.rule("News", "labels contains \"Newsletter\"", OPT_IN));
        List<String> persons = new ArrayList<>(stage.kith().tribePersons().keySet());
        persons.forEach(person -> stage.label(person, "Newsletter"));
        stage.open().sync();
        assertThat(granted()).isGreaterThan(20);
        persons.forEach(person -> stage.unlabel(person, "Newsletter"));

        assertThat(stage.sync().counts().staged()).isZero();
        assertThat(granted()).isZero();
    }

    @Test
    void aKindThatTheSettingsNeverLetHappenIsLeftOutAndListed() {
        guard("never: [withdraw]");
        stage.open().sync();
        int granted = granted();
        rulesThatOptNobodyIn();

        Run run = stage.sync();
        assertThat(granted()).isEqualTo(granted);
        assertThat(staged()).isEmpty();
        assertThat(run.counts().issues()).isGreaterThanOrEqualTo(granted);
        assertThat(stage.kith().integration().issues(run.id(), 500, 0))
                .anyMatch(issue -> issue.cause().contains("never let \"withdraw\" happen"));
    }

    @Test
    void anEventIsDeliveredAtOnceWhileFewAreDangerousAndStagedWhenTheyAreMany() {
        stage.realTime("immediately");
        String person = person();
        stage.openListening().sync();
        stage.change(person, "{\"FirstName\":\"\"}");
        stage.awaitQuiet();
        assertThat(stage.profile(person).attributes()).doesNotContainKey("First name");
        assertThat(stage.counted("staged")).isZero();

        stage.kith().closeHost();
        guard("count: 0\n  percent: 0");
        String other = person();
        stage.open().sync();
        stage.change(other, "{\"FirstName\":\"\"}");
        stage.awaitQuiet();
        assertThat(stage.profile(other).attributes()).containsKey("First name");
        assertThat(stage.counted("staged")).isEqualTo(1);
        assertThat(staged()).containsExactly("blank held 1");
        assertThatEventsAddUp();

        stage.change(other, "{\"FirstName\":\"Cee\"}");
        stage.awaitQuiet();
        assertThat(staged()).as("replaced by the later plan").isEmpty();
        stage.change(other, "{\"FirstName\":\"\"}");
        stage.awaitQuiet();
        stage.kith().post("/staged/approve", VERDICT);
        await().until(() -> !stage.profile(other).attributes().containsKey("First name"));
        await().until(() -> staged().isEmpty());
        stage.awaitQuiet();
        assertThatEventsAddUp();
    }

    @Test
    void thePeopleOfTheConsoleListApproveAndReject() {
        guard("count: 0\n  percent: 0");
        stage.open().sync();
        int granted = granted();
        rulesThatOptNobodyIn();
        stage.sync();

        assertThat(cli("list")).contains("withdraw held: " + granted).contains("withdraw held: Newsletter by email");
        assertThat(cli("reject", "--kind", "blank", "--reason", "none")).contains("rejected: 0");
        assertThat(cli("approve", "--kind", "withdraw", "--reason", "as meant")).contains("approved: " + granted);
        assertThat(audit()).startsWith("cli staged.approve as meant", "cli staged.reject none");
        await().until(() -> granted() == 0);
    }

    @ParameterizedTest
    @EnumSource(names = "RELEASE_DELIVERED")
    void aCrashBetweenStagingAndReleaseIsResumed(Step step) {
        crashed(step);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource(names = {"STAGED_JUDGED", "RELEASE_INTENT_STORED"})
    void aCrashAtTheStepsBeforeIsResumedAsWell(Step step) {
        crashed(step);
    }

    private void crashed(Step step) {
        guard("count: 1000");
        stage.open().sync();
        stage.kith().closeHost();
        stage.consents(Stage.rule("Nobody", "customerType == \"none\"", OPT_IN));
        stage.openCrashingAt(Crash.at(step));
        long run = stage.kith().startRun("{\"kind\":\"full\"}");
        assertThat(stage.kith().awaitEnd(run).state().word()).isEqualTo("running");
        stage.kith().closeHost();

        stage.open();
        assertThat(stage.kith().awaitEnd(run).state().word()).isEqualTo("completed");
        assertThat(granted()).isZero();
        assertThat(staged()).isEmpty();
    }

    @Test
    void optInsOfProfilesThatExistedAreHeldWhenTheyAreMany() throws IOException {
        stage.open().sync();
        int granted = granted();
        stage.kith().closeHost();
        try (Stream<Path> files = Files.list(stage.kith().home().data())) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Run run = stage.open().sync();
        assertThat(run.counts().staged()).isEqualTo(granted);
        assertThat(staged()).containsExactly("opt-in held " + granted);
        String person = stage.dump().entrySet().stream()
                .filter(entry -> entry.getValue().consents().contains(NEWS))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
        stage.optOut(person, "Newsletter", "email");

        stage.kith().post("/staged/approve", VERDICT);
        await().until(() -> staged().isEmpty());
        stage.awaitQuiet();
        assertThat(stage.profile(person).consents())
                .as("what the person said after the staging stands")
                .contains("Newsletter email opt-out");
        assertThatEventsAddUp();
        assertThat(stage.sync().counts().staged()).isZero();
    }

    /** While the host is open: a start would look for changes by itself. */
    private static void rulesThatOptNobodyIn() {
        String before = activeRules();
        stage.consents(Stage.rule("Nobody", "customerType == \"none\"", OPT_IN));
        await().until(() -> !activeRules().equals(before));
    }

    private static String activeRules() {
        return stage.kith().get("/rules/state").json().path("active").asText();
    }

    private static void guard(String settings) {
        stage.kith().replaceInSettings("timeZone:", "guard:\n  " + settings + "\ntimeZone:");
    }

    private static String person() {
        return stage.person("{\"FirstName\":\"Ada\",\"LastName\":\"Bos\",\"customerType\":\"A\"}");
    }

    private static int granted() {
        return (int) stage.dump().values().stream()
                .filter(profile -> profile.consents().contains(NEWS))
                .count();
    }

    private static long named() {
        return stage.dump().values().stream()
                .filter(profile -> profile.attributes().containsKey("First name"))
                .count();
    }

    private static void assertThatEventsAddUp() {
        JsonNode status = stage.inbox();
        long sum = 0;
        for (JsonNode count : status.path("counts")) {
            sum += count.asLong();
        }
        assertThat(sum).isEqualTo(status.path("received").asLong());
    }

    /** Who did what and why, the latest first. */
    private static List<String> audit() {
        return stage.kith().integration().rules().history().audit(10).stream()
                .map(entry -> entry.actor() + " " + entry.action() + " " + entry.reason())
                .toList();
    }

    private static String cli(String command, String... more) {
        return Terminal.ask(
                        stage.kith(),
                        Stream.concat(Stream.of("staged", command, "tribe"), Stream.of(more))
                                .toArray(String[]::new))
                .well();
    }

    /** Kind, state and number, as REST says. */
    private static List<String> staged() {
        List<String> counts = new ArrayList<>();
        stage.kith()
                .get("/staged")
                .json()
                .path("counts")
                .forEach(count -> counts.add(
                        count.path("kind").asText() + " " + count.path("state").asText() + " "
                                + count.path("actions").asLong()));
        return counts;
    }
}
