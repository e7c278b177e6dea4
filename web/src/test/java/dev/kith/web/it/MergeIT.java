package dev.kith.web.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunIssue;
import dev.kith.engine.store.RunState;
import dev.kith.engine.sync.CrashPoint.Step;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** D39: an address that another profile has as its key, in runs against both simulators. */
class MergeIT {
    private static final String MERGES = "PUT /audience/profiles/merges";
    private static final String OPTED_OUT =
            ",\"consents\":[{\"topic\":\"Newsletter\",\"channel\":\"email\",\"type\":\"opt-out\"}]";

    @RegisterExtension
    private static final Stage stage = Stage.with(60);

    private String email = "merge" + System.nanoTime() + "@example.test";

    @AfterEach
    void defaults() {
        stage.kith().apsisOne().send("DELETE", "/_sim/switches", "");
    }

    @ParameterizedTest
    @CsvSource({"off, A18, opt-out", "on, A18, opt-out", "off, A18, newest", "off, A17, first"})
    void d39TheProfileThatHasTheAddressOfOneContactOnlyIsMergedAndWrittenAgain(
            String bulk, String point, String variant) {
        variant(point, variant);
        settings("bulk: " + bulk);
        holder(",\"attributes\":{\"First name\":\"Old\"}" + OPTED_OUT);
        String person = labelled("Ada");
        stage.open();
        Run run = stage.sync();
        assertThat(calls(MERGES)).isEqualTo(1);
        assertMerged(person);
        assertThat(stage.profile(person).consents())
                .as("an opt-out of either profile stands")
                .containsExactly("Newsletter email opt-out");
        assertThat(issues(run, person)).as("the issue is taken back").isEmpty();
        assertThat(run.counts().issues()).isEqualTo(contactsWithIssues(run));
        Link link = stage.kith().integration().link(person).orElseThrow();
        assertThat(link.dirty()).isFalse();
        assertThat(link.leftOut()).isEmpty();
        assertNothingIsLeftToDo();
    }

    /** D28 stays strict: a label that was set anew before the merge says nothing of the other profile's opt-out. */
    @Test
    void d39AnOptOutOfTheMergedProfileGivesWayOnlyToALabelSetAnewAfterTheMerge() {
        holder(OPTED_OUT);
        String person = person("Ada", "");
        stage.open().sync();
        stage.change(person, "{\"EmailAddress\":\"" + email + "\"}");
        stage.label(person, "Newsletter");
        stage.sync();
        assertThat(calls(MERGES)).isEqualTo(1);
        assertThat(stage.profile(person).consents()).contains("Newsletter email opt-out");
        stage.sync();
        assertThat(stage.profile(person).consents()).contains("Newsletter email opt-out");
        stage.unlabel(person, "Newsletter");
        stage.sync();
        stage.label(person, "Newsletter");
        stage.sync();
        assertThat(stage.profile(person).consents()).contains("Newsletter email opt-in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "on"})
    void d39OfTwoContactsWithTheAddressNoneIsMergedAndBothAreIssues(String bulk) {
        settings("bulk: " + bulk);
        holder("");
        String first = labelled("Ada");
        String second = person("Bea", email.toUpperCase(Locale.ROOT));
        stage.open();
        Run run = stage.sync();
        assertThat(calls(MERGES)).isZero();
        for (String person : List.of(first, second)) {
            assertThat(stage.profile(person).attributes())
                    .containsEntry("Last name", "Bos")
                    .doesNotContainKey("Email");
            assertThat(issues(run, person))
                    .singleElement()
                    .matches(issue -> issue.cause().startsWith("\"Email\" was left out"));
        }
        Run again = assertNothingIsLeftToDo();
        assertThat(issues(again, first)).hasSize(1);
        stage.change(second, "{\"EmailAddress\":\"\"}");
        stage.sync();
        assertMerged(first);
    }

    @Test
    void d39ProfilesOfTwoLivingContactsAreNeverMerged() {
        String first = labelled("Ada");
        stage.open().sync();
        String second = person("Bea", email);
        Run run = stage.sync();
        assertThat(calls(MERGES)).isZero();
        assertThat(stage.profile(first).attributes()).containsEntry("Email", email);
        assertThat(stage.profile(second).attributes()).doesNotContainKey("Email");
        assertThat(issues(run, second)).hasSize(1);
        assertNothingIsLeftToDo();
    }

    /** It carries the id of a contact that Kith has never seen. */
    @Test
    void d39AProfileThatCarriesAnotherContactsIdIsNeverMergedNorAskedForAgain() {
        holder("", "\"crm-id\":[\"of-another-crm\"],");
        String person = labelled("Ada");
        stage.open();
        Run run = stage.sync();
        assertThat(calls(MERGES)).isZero();
        assertThat(issues(run, person)).hasSize(1);
        assertThat(issues(assertNothingIsLeftToDo(), person)).hasSize(1);
    }

    @Test
    void d39SwitchedOffNothingIsMergedAndTheCaseIsListed() {
        settings("merge: false");
        holder("");
        String person = labelled("Ada");
        stage.open();
        Run run = stage.sync();
        assertThat(calls(MERGES)).isZero();
        assertThat(issues(run, person)).hasSize(1);
        assertNothingIsLeftToDo();
    }

    @Test
    void d39AMergeOverTheLimitsIsHeldAndOneThatWasApprovedIsDoneByTheNextRun() {
        stage.kith().replaceInSettings("timeZone:", "guard:\n  count: 0\n  percent: 0\ntimeZone:");
        holder(OPTED_OUT);
        String person = labelled("Ada");
        stage.open().sync();
        assertThat(calls(MERGES)).isZero();
        assertThat(staged(person)).isEqualTo("held");
        assertThat(cli("list")).contains("merge held: ").contains(person + "  merge held: Email");

        assertThat(cli("reject", "--kind", "merge", "--reason", "not the same person"))
                .contains("rejected: ");
        stage.sync();
        assertThat(calls(MERGES)).isZero();
        assertThat(staged(person)).isEqualTo("rejected");

        email = "another" + email;
        holder(OPTED_OUT);
        stage.change(person, "{\"EmailAddress\":\"" + email + "\"}");
        stage.sync();
        assertThat(staged(person)).as("another address is asked about").isEqualTo("held");
        assertThat(stage.kith()
                        .post("/staged/approve", "{\"kinds\":[\"merge\"],\"reason\":\"the same\"}")
                        .status())
                .isEqualTo(202);
        stage.awaitQuiet();
        assertThat(calls(MERGES)).as("only runs merge").isZero();
        Run run = stage.sync();
        assertThat(calls(MERGES)).isEqualTo(1);
        assertMerged(person);
        assertThat(stage.profile(person).consents()).contains("Newsletter email opt-out");
        assertThat(issues(run, person)).isEmpty();
        assertThat(staged(person)).isEmpty();
        assertThat(stage.kith().integration().rules().history().audit(2))
                .extracting(entry -> entry.actor() + " " + entry.action() + " " + entry.reason())
                .containsExactly("rest staged.approve the same", "cli staged.reject not the same person");
    }

    /** A15. */
    @Test
    void d39AMergeThatTheAudienceRefusesIsListedAndTheRestIsWritten() {
        holder("");
        String person = labelled("Ada");
        Stage.fault(
                stage.kith().apsisOne(),
                "{\"endpoint\":\"" + MERGES + "\",\"status\":409,\"contentType\":\"application/problem+json\","
                        + "\"body\":\"{\\\"status\\\":409,\\\"title\\\":\\\"Conflict\\\"}\"}");
        stage.open();
        Run run = stage.sync();
        assertThat(stage.profile(person).attributes())
                .containsEntry("First name", "Ada")
                .doesNotContainKey("Email");
        assertThat(issues(run, person))
                .singleElement()
                .matches(issue -> issue.cause().contains("APSIS One does not merge the two profiles"));
        stage.clearFaults();
        assertThat(issues(assertNothingIsLeftToDo(), person)).hasSize(1);
        stage.change(person, "{\"FirstName\":\"Eva\"}");
        stage.sync();
        assertMerged(person);
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"LAST_PAGE_SETTLED", "MERGE_INTENT_STORED", "MERGE_DELIVERED"})
    void d39ACrashAroundAMergeEndsInTheMergedProfile(Step step) {
        holder(OPTED_OUT);
        String person = labelled("Ada");
        stage.openCrashingAt(Crash.at(step));
        long run = stage.kith().startRun("{\"kind\":\"full\"}");
        stage.kith().awaitEnd(run);
        assertThat(stage.kith().integration().run(run)).map(Run::state).contains(RunState.RUNNING);
        Link crashed = stage.kith().integration().link(person).orElseThrow();
        assertThat(crashed.dirty()).as("the intent").isEqualTo(step != Step.LAST_PAGE_SETTLED);
        stage.kith().closeHost();
        stage.open();
        Run ended = stage.kith().awaitEnd(run);
        assertThat(ended.state()).isEqualTo(RunState.COMPLETED);
        assertMerged(person);
        assertThat(stage.profile(person).consents()).contains("Newsletter email opt-out");
        assertThat(issues(ended, person)).isEmpty();
        assertNothingIsLeftToDo();
    }

    private void assertMerged(String person) {
        assertThat(stage.profile(person).attributes()).containsEntry("Email", email);
        assertThat(stage.profile(person).attributes().get("First name")).isNotEqualTo("Old");
        assertThat(stage.kith().apsisOne().get("/_sim/profiles").jsonLines())
                .filteredOn(profile -> profile.path("keys").toString().contains(email))
                .hasSize(1);
    }

    private static Run assertNothingIsLeftToDo() {
        stage.forgetCalls();
        Run run = stage.sync();
        Map<String, Long> calls = stage.calls(stage.kith().apsisOne());
        assertThat(stage.audienceWrites()).isEmpty();
        assertThat(calls.keySet()).noneMatch(route -> route.contains("keyspaces.email"));
        return run;
    }

    private void holder(String more) {
        holder(more, "");
    }

    private void holder(String more, String keys) {
        Answer answer = stage.kith()
                .apsisOne()
                .post("/_sim/profiles", "{\"keys\":{" + keys + "\"email\":[\"" + email + "\"]}" + more + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    }

    private String labelled(String firstName) {
        String person = person(firstName, email);
        stage.label(person, "Newsletter");
        return person;
    }

    private static String person(String firstName, String address) {
        return stage.person("{\"FirstName\":\"" + firstName
                + "\",\"LastName\":\"Bos\",\"customerType\":\"A\",\"EmailAddress\":\"" + address + "\"}");
    }

    /** The state of a person's staged action; empty for none. */
    private static String staged(String person) {
        for (JsonNode action :
                stage.kith().get("/staged?kind=merge&limit=100").json().path("actions")) {
            if (action.path("contactKey").asText().equals(person)) {
                return action.path("state").asText();
            }
        }
        return "";
    }

    private static String cli(String command, String... more) {
        return Terminal.ask(
                        stage.kith(),
                        Stream.concat(Stream.of("staged", command, "tribe"), Stream.of(more))
                                .toArray(String[]::new))
                .well();
    }

    private static void settings(String runs) {
        stage.kith().addToSettings("runs: {" + runs + "}");
    }

    private static void variant(String point, String variant) {
        Answer answer = stage.kith().apsisOne().post("/_sim/switches", "{\"" + point + "\":\"" + variant + "\"}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private static List<RunIssue> issues(Run run, String person) {
        return stage.kith().integration().issues(run.id(), 1_000, 0).stream()
                .filter(issue -> issue.contactKey().equals(person))
                .toList();
    }

    private static long contactsWithIssues(Run run) {
        return stage.kith().integration().issues(run.id(), 1_000, 0).stream()
                .map(RunIssue::contactKey)
                .distinct()
                .count();
    }

    private static long calls(String route) {
        return stage.calls(stage.kith().apsisOne()).getOrDefault(route, 0L);
    }
}
