package dev.kith.web.it;

import static dev.kith.web.it.Stage.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rule sets over REST and the command line: tried, activated, compared, rolled back. */
class RulesIT {
    private static final String ONLY_A = rule("Only A", "customerType != \"A\"", "contact.deny(\"not A\");");
    private static final String FIRST_NAME =
            rule("First name", "", "contact.set(\"First name\", contact.getFirstName());");
    private static final String NEWSLETTER =
            rule("Newsletter", "labels contains \"Newsletter\"", "contact.optIn(\"Newsletter\", EMAIL);");
    private static final String PAGES = "\"endpoint\":\"*\",\"contains\":\"Relation_Person?\"";
    private static final String B_IN = "- {name: B is in scope, contact: {customerType: B}, expect: {scope: in}}\n";
    private static final String RED = """
            - name: A is out of scope
              contact: {customerType: A}
              expect: {scope: out}
            """;

    @RegisterExtension
    private static final Stage stage = Stage.with(120);

    @BeforeEach
    void open() {
        stage.activatingByHand()
                .conditions(ONLY_A)
                .mappings(FIRST_NAME)
                .consents(NEWSLETTER)
                .open();
    }

    @Test
    void aChangedFileBecomesTheCandidateWithItsDifferenceAndDecidesOnlyWhenItIsActivated() {
        stage.sync();
        String first = active();
        long granted = stage.dump().values().stream()
                .filter(profile -> !profile.consents().isEmpty())
                .count();
        assertThat(granted).isPositive();

        stage.mappings(FIRST_NAME, rule("Last name", "", "contact.set(\"Last name\", contact.getLastName());"))
                .consents();
        JsonNode candidate = await().atMost(Duration.ofSeconds(30))
                .until(() -> state().path("candidate"), found -> found.has("difference"));

        JsonNode difference = candidate.path("difference");
        assertThat(difference.path("rules").findValuesAsText("change")).containsExactly("added", "removed");
        assertThat(difference.path("newAttributes").toString()).isEqualTo("[\"Last name\"]");
        assertThat(difference.path("leftConsents").path(0).path("subscription").asText())
                .isEqualTo("Newsletter");
        assertThat(difference.path("leftConsents").path(0).path("granted").asLong())
                .isEqualTo(granted);
        assertThat(active()).isEqualTo(first);

        assertThat(activate("{}").status()).isEqualTo(200);
        assertThat(active()).isEqualTo(candidate.path("version").asText());
        assertThat(state().has("candidate")).isFalse();
    }

    @Test
    void afterAnActivationOnlyContactsWhoseDecisionChangesAreWritten() {
        int a = stage.sync().counts().created() > 0 ? stage.dump().size() : 0;
        assertThat(a).isPositive();
        Map<String, Oracle.Profile> before = stage.dump();
        put(
                "mappings.drl",
                FIRST_NAME,
                rule("City", "labels contains \"Newsletter\"", "contact.set(\"City\", contact.getCity());"));
        activate("{}");
        stage.forgetCalls();

        Run run = stage.sync();

        long changed = stage.dump().entrySet().stream()
                .filter(profile -> !profile.getValue().equals(before.get(profile.getKey())))
                .count();
        assertThat(changed).isPositive().isLessThan(a);
        assertThat(run.counts().updated()).isEqualTo(changed);
    }

    @Test
    void s20S33S34S35AFullSyncIsDueAtTheFirstSetUpAndAfterAChangeOfMappingsOrConsentsButNotOfConditions() {
        assertThat(integrationState().path("fullSyncDue").path("reason").asText())
                .startsWith("No full sync has completed yet");
        stage.sync();
        assertThat(integrationState().has("fullSyncDue")).isFalse();
        put("conditions.drl");
        activate("{}");
        assertThat(state().has("fullSyncDue")).isFalse();

        put("consents.drl");
        activate("{}");
        assertThat(state().path("fullSyncDue").path("changed").toString()).isEqualTo("[\"consent\"]");
        assertThat(integrationState().path("fullSyncDue").path("reason").asText())
                .isEqualTo("The consent rules changed after the last full sync began, so profiles may not say what the"
                        + " rules say now.");

        stage.sync();
        assertThat(state().has("fullSyncDue")).isFalse();
    }

    @Test
    void aRedCaseBlocksTheActivationUnlessAReasonIsGivenWhichIsAudited() {
        String first = active();
        stage.writeCases(RED);
        put("conditions.drl");

        Answer refused = activate("{}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).contains("1 of 1 cases fails", "A is out of scope");
        assertThat(active()).isEqualTo(first);
        assertThat(stage.kith()
                        .post("/rules/test", "{}")
                        .json()
                        .path("failed")
                        .path(0)
                        .path("name")
                        .asText())
                .isEqualTo("A is out of scope");

        assertThat(activate("{\"reason\":\"The case is wrong\"}").status()).isEqualTo(200);
        String second = active();
        assertThat(second).isNotEqualTo(first);
        assertThat(stage.kith().integration().rules().history().audit(10))
                .first()
                .satisfies(entry -> {
                    assertThat(entry.action()).isEqualTo("rules.activate");
                    assertThat(entry.actor()).isEqualTo("rest");
                    assertThat(entry.subject()).isEqualTo(second);
                    assertThat(entry.reason()).isEqualTo("The case is wrong");
                    assertThat(entry.details()).containsEntry("before", first).containsKey("failedCases");
                });
    }

    /** Nothing decides meanwhile: no run starts, and nothing is written. */
    @Test
    void aFirstRuleSetWhoseCasesFailDecidesOnlyWhenAReasonIsGivenWhichIsAudited() {
        stage.startOver();
        stage.activatingByHand().conditions(ONLY_A).mappings(FIRST_NAME).consents(NEWSLETTER);
        stage.writeCases(B_IN);
        stage.open();

        assertThat(state().has("active")).isFalse();
        assertThat(state().at("/candidate/cases/failed/0/name").asText()).isEqualTo("B is in scope");
        String why =
                "No rule set is active yet: 1 of 1 cases fails. Correct rules or cases, or activate the rules with a "
                        + "reason.";
        assertThat(state().at("/problems/0").asText()).isEqualTo(why);
        Answer start = stage.kith().post("/runs", "{\"kind\":\"full\"}");
        assertThat(start.status()).isEqualTo(422);
        assertThat(start.text()).contains(why);
        stage.kith().restart();
        assertThat(state().has("active")).as("also after a restart").isFalse();
        assertThat(stage.kith().integration().rules().history().audit(10)).isEmpty();
        Terminal.Said refused = Terminal.ask(stage.kith(), "rules", "activate", "tribe");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("1 of 1 cases fails.", "test.yaml, case \"B is in scope\": ");
        assertThat(stage.dump()).isEmpty();

        assertThat(cli("activate", "--reason", "B comes next month")).startsWith("Active now: ");

        assertThat(stage.kith().integration().rules().history().audit(10))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.actor() + " " + entry.action()).isEqualTo("cli rules.activate");
                    assertThat(entry.subject()).isEqualTo(active());
                    assertThat(entry.reason()).isEqualTo("B comes next month");
                    assertThat(entry.details())
                            .containsOnlyKeys("failedCases")
                            .containsEntry("failedCases", List.of("B is in scope"));
                });
        stage.kith().restart();
        assertThat(stage.sync().counts().created()).isPositive();
    }

    @Test
    void brokenFilesNeverDecideAndTheActiveSetSurvivesARestartWithThem() {
        stage.sync();
        String first = active();
        stage.kith().writeRule("conditions.drl", "package tribe.conditions\nimport crm.Contact\nrule \"X\" wen");
        stage.kith().writeRule("mappings.drl", "nonsense");

        Answer check = stage.kith().post("/rules/check", "{}");
        assertThat(check.json().path("problems").toString()).contains("conditions.drl", "mappings.drl");
        assertThat(activate("{}").status()).isEqualTo(409);
        stage.kith().restart();

        assertThat(active()).isEqualTo(first);
        assertThat(state().path("candidate").path("problems").toString()).contains("conditions.drl", "mappings.drl");
        assertThat(stage.sync().counts().updated()).isZero();
    }

    @Test
    void anyVersionCanBeComparedAndRolledBackToAlsoByTheCommandLine() {
        String first = active();
        put("conditions.drl", rule("Only B", "customerType != \"B\"", "contact.deny(\"not B\");"));
        activate("{}");
        String second = active();

        JsonNode versions = stage.kith().get("/rules/versions").json().path("versions");
        assertThat(versions.findValuesAsText("version")).containsExactly(second, first);
        JsonNode difference = stage.kith()
                .get("/rules/versions/" + first.substring(0, 10) + "/diff/" + second)
                .json();
        assertThat(difference.path("rules").findValuesAsText("name")).containsExactly("Only B", "Only A");

        Answer back = stage.kith().post("/rules/versions/" + first + "/activate", "{\"reason\":\"B was wrong\"}");
        assertThat(back.status()).isEqualTo(200);
        assertThat(active()).isEqualTo(first);
        assertThat(state().path("candidate").path("version").asText())
                .as("the files aren't touched")
                .isEqualTo(second);

        assertThat(cli("versions")).contains(first.substring(0, 8), second.substring(0, 8));
        assertThat(cli("diff", first, second)).contains("added", "Only B", "removed", "Only A");
        cli("activate", "--reason", "B was right");
        assertThat(active()).isEqualTo(second);
        cli("rollback", first.substring(0, 8));
        assertThat(active()).isEqualTo(first);
        assertThat(stage.kith().integration().rules().history().audit(2))
                .extracting(entry -> entry.actor() + " " + entry.action() + " " + entry.reason())
                .containsExactly("cli rules.rollback ", "cli rules.activate B was right");
    }

    @Test
    void aRollbackRunsTheCasesOfTodayAndARedOneBlocksIt() {
        String first = active();
        put("conditions.drl");
        activate("{}");
        String second = active();
        stage.writeCases(B_IN);

        Answer refused = stage.kith().post("/rules/versions/" + first + "/activate", "{}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).contains("1 of 1 cases fails", "B is in scope");
        assertThat(active()).isEqualTo(second);

        stage.kith().post("/rules/versions/" + first + "/activate", "{\"reason\":\"B comes later\"}");
        assertThat(active()).isEqualTo(first);
        assertThat(stage.kith().integration().rules().history().audit(1))
                .first()
                .satisfies(entry -> {
                    assertThat(entry.action()).isEqualTo("rules.rollback");
                    assertThat(entry.reason()).isEqualTo("B comes later");
                    assertThat(entry.details()).containsKey("failedCases");
                });
    }

    @Test
    void aRunInProgressFinishesOnItsVersion() {
        Stage.fault(stage.kith().tribe(), "{" + PAGES + ",\"skip\":1,\"times\":1,\"hold\":true}");
        long run = stage.kith().startRun("{\"kind\":\"full\"}");
        awaitReading(run);
        long firstPage =
                stage.kith().integration().run(run).orElseThrow().counts().created();
        put("conditions.drl", rule("Nobody", "", "contact.deny(\"nobody\");"));
        assertThat(activate("{}").status()).isEqualTo(200);
        stage.clearFaults();

        Run ended = stage.kith().awaitEnd(run);

        assertThat(ended.state()).isEqualTo(RunState.COMPLETED);
        assertThat(ended.ruleSetVersion()).isNotEqualTo(active());
        assertThat(ended.counts().created()).as("also after the first page").isGreaterThan(firstPage);
        assertThat(stage.dump()).hasSize((int) ended.counts().created());
    }

    @Test
    void rulesThatActivateOnChangeDecideOnceTheirFilesRestAndNeverWithARedCase() {
        stage.startOver();
        stage.conditions(ONLY_A).mappings(FIRST_NAME).consents(NEWSLETTER).open();
        String first = active();

        stage.conditions();
        String second = await().atMost(Duration.ofSeconds(30)).until(RulesIT::active, now -> !now.equals(first));
        stage.writeCases(B_IN);
        stage.conditions(ONLY_A);

        await().atMost(Duration.ofSeconds(30))
                .until(() -> state().at("/candidate/cases/failed").toString().contains("B is in scope"));
        assertThat(active()).isEqualTo(second);
    }

    @Test
    void cancelRunsEndsTheRunsInProgress() {
        Stage.fault(stage.kith().tribe(), "{" + PAGES + ",\"skip\":1,\"times\":1,\"hold\":true}");
        long run = stage.kith().startRun("{\"kind\":\"full\"}");
        awaitReading(run);
        put("conditions.drl");
        assertThat(activate("{\"cancelRuns\":true}").status()).isEqualTo(200);
        stage.clearFaults();

        assertThat(stage.kith().awaitEnd(run).state()).isEqualTo(RunState.CANCELLED);
    }

    @Test
    void unknownFilesAndVersionsAreRefusedInWords() {
        assertThat(stage.kith().get("/rules/secrets.txt").text()).contains("no file", "conditions.drl");
        assertThat(stage.kith().get("/rules/conditions.drl").json().path("text").asText())
                .contains("Only A");
        assertThat(stage.kith().get("/rules/versions/ff/diff/ee").status()).isEqualTo(404);
        assertThat(stage.kith().post("/rules/versions/ff/activate", "{}").text())
                .contains("begins with \\\"ff\\\"");
        assertThat(activate("{}").text()).contains("active already");
    }

    /** Until the first page is settled; the second is held. */
    private static void awaitReading(long run) {
        await().until(
                        () -> stage.kith()
                                .get("/runs/" + run)
                                .json()
                                .path("pages")
                                .asInt(),
                        pages -> pages > 0);
    }

    private static JsonNode state() {
        return stage.kith().get("/rules/state").json();
    }

    private static JsonNode integrationState() {
        return stage.kith().get("").json();
    }

    private static String active() {
        return state().path("active").asText();
    }

    private static Answer activate(String body) {
        return stage.kith().post("/rules/activate", body);
    }

    private static void put(String file, String... rules) {
        Answer answer = stage.kith().putRule(file, Stage.text(file, rules));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private static String cli(String command, String... more) {
        return Terminal.ask(
                        stage.kith(),
                        Stream.concat(Stream.of("rules", command, "tribe"), Stream.of(more))
                                .toArray(String[]::new))
                .well();
    }
}
