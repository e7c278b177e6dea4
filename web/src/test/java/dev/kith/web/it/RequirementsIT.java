package dev.kith.web.it;

import static dev.kith.web.it.Persons.ADA;
import static dev.kith.web.it.Stage.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunState;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The requirements of the reference, over REST and between the two simulators. The rule set lies in the home before the
 * host starts.
 */
class RequirementsIT {
    private static final String ONLY_A = rule("Only A", "customerType != \"A\"", "contact.deny(\"not A\");");

    @RegisterExtension
    private static final Stage stage = Stage.with(120);

    @Test
    void s4WithoutConditionsAllContactsAreSynced() {
        stage.conditions().open().sync();
        assertThat(stage.dump().keySet()).isEqualTo(stage.kith().tribePersons().keySet());
    }

    @Test
    void s5AConditionIsOneFieldAndOneValue() {
        stage.conditions(ONLY_A).open().sync();
        assertThat(stage.dump().keySet()).isNotEmpty().isEqualTo(personsOfType("A"));
    }

    @Test
    void s7SeveralConditionsMustAllMatch() {
        String onlyDutch = rule("Only the Netherlands", "country != \"NL\"", "contact.deny(\"not Dutch\");");
        stage.conditions(ONLY_A, onlyDutch).open().sync();
        Set<String> both = stage.persons().stream()
                .filter(p -> Oracle.text(p, "customerType").equals("A"))
                .filter(p -> Oracle.text(p, "country").equals("NL"))
                .map(p -> Oracle.text(p, "id"))
                .collect(Collectors.toSet());
        assertThat(stage.dump().keySet()).isNotEmpty().isEqualTo(both);
    }

    @Test
    void s8AProfileIsUpdatedOnlyAsLongAsItsContactMatches() {
        String person = stage.person(ADA);
        stage.open().sync();
        stage.change(person, "{\"FirstName\":\"Bea\"}");
        stage.sync();
        assertThat(attributes(person)).containsEntry("First name", "Bea");
        stage.change(person, "{\"FirstName\":\"Cee\",\"customerType\":\"C\"}");
        stage.sync();
        assertThat(attributes(person)).containsEntry("First name", "Bea");
    }

    @Test
    void s10AContactThatNoLongerMatchesIsNotDeleted() {
        String person = stage.person("{\"LastName\":\"Bos\",\"customerType\":\"A\"}");
        stage.open().sync();
        Set<String> before = stage.dump().keySet();
        stage.change(person, "{\"customerType\":\"C\"}");
        Run run = stage.sync();
        assertThat(stage.dump().keySet()).isEqualTo(before).contains(person);
        assertThat(run.counts().erased()).isZero();
    }

    @Test
    void s11FieldsOfContactsAreMappedToAttributes() {
        String person = stage.person("{\"FirstName\":\"Ada\",\"LastName\":\"Bos\",\"customerType\":\"A\","
                + "\"loyaltyPoints\":42,\"vip\":true,\"MobilePhoneNumber\":\"06 1234 0000\"}");
        stage.open().sync();
        assertThat(attributes(person))
                .containsEntry("First name", "Ada")
                .containsEntry("Loyalty points", "42")
                .containsEntry("VIP", "true")
                .containsEntry("Mobile", "31612340000");
    }

    @Test
    void s12EmailAndIdAreMappedWithoutARule() {
        String person = stage.person("{\"LastName\":\"Bos\",\"EmailAddress\":\"s12@example.test\"}");
        stage.conditions().mappings().consents().open().sync();
        assertThat(attributes(person)).isEqualTo(Map.of("CRM-ID", person, "Email", "s12@example.test"));
    }

    @Test
    void s14OnlyProfilesWithAMappedConsentCanBeMailed() {
        String with = labelled("s14a@example.test", "Newsletter");
        stage.change(with, "{\"MobilePhoneNumber\":\"06 1234 0014\"}");
        String without =
                stage.person("{\"LastName\":\"Bos\",\"customerType\":\"A\",\"EmailAddress\":\"s14b@example.test\"}");
        stage.open().sync();
        assertThat(consents(with)).containsExactly("Newsletter email opt-in", "Newsletter sms opt-in");
        assertThat(consents(without)).isEmpty();
    }

    @Test
    void s15TheLabelAndTheSubscriptionMustExist() {
        stage.consents(rule("Unknown label", "labels contains \"Newsleter\"", "contact.optIn(\"Newsletter\", EMAIL);"));
        assertThat(problems()).contains("Newsleter").contains("Newsletter");
        stage.startOver();
        stage.consents(rule("Unknown topic", "labels contains \"Events\"", "contact.optIn(\"Evnts\", EMAIL);"));
        assertThat(problems()).contains("Evnts").contains("Events");
        assertThat(stage.kith().post("/runs", "{\"kind\":\"full\"}").status()).isEqualTo(422);
    }

    @Test
    void s15ASubscriptionThatIsGoneInTheAudienceFailsTheRunBeforeTheFirstContact() {
        stage.open();
        String topic = "usercreated.topics." + Dump.made("Events");
        assertThat(stage.kith()
                        .apsisOne()
                        .send("DELETE", "/_sim/topics/" + topic, "")
                        .status())
                .isEqualTo(204);
        Run run = stage.kith().fullSync();
        assertThat(stage.kith()
                        .apsisOne()
                        .post("/_sim/topics", "{\"name\":\"Events\"}")
                        .status())
                .isEqualTo(201);
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.cause())
                .contains("no longer has the subscription \"Events\"")
                .contains("consents.drl");
        assertThat(run.counts().read()).isZero();
        assertThat(stage.dump()).isEmpty();
    }

    @Test
    void s17AConsentMappingLinksOneLabelToOneSubscription() {
        String person = labelled("s17@example.test", "Events");
        stage.consents(rule("Events", "labels contains \"Events\"", "contact.optIn(\"Newsletter\", EMAIL);"))
                .open()
                .sync();
        assertThat(consents(person)).containsExactly("Newsletter email opt-in");
    }

    @Test
    void s18OneMappingCoversOneChannel() {
        String person = labelled("s18@example.test", "Newsletter");
        stage.consents(rule(
                "Both",
                "labels contains \"Newsletter\"",
                "contact.optIn(\"Newsletter\", EMAIL);\n    contact.optIn(\"Newsletter\", SMS);"));
        assertThat(problems()).contains("S18").contains("consents.drl");
        stage.kith().closeHost();
        stage.consents(rule("Email", "labels contains \"Newsletter\"", "contact.optIn(\"Newsletter\", EMAIL);"))
                .open()
                .sync();
        assertThat(consents(person)).containsExactly("Newsletter email opt-in");
    }

    @Test
    void s25AFullSyncDownloadsAllPersonsThroughTheApi() {
        stage.open();
        stage.forgetCalls();
        Run run = stage.sync();
        assertThat(run.counts().read()).isEqualTo(stage.kith().tribePersons().size());
        assertThat(stage.calls(stage.kith().tribe()).keySet())
                .as("it only reads")
                .allMatch(route -> route.startsWith("GET ") || route.contains("/oauth2/token"));
    }

    @Test
    void s27AFullSyncIsStartedByHand() {
        stage.open();
        assertThat(stage.kith().get("/runs").json().path("runs").size()).isZero();
        assertThat(stage.dump()).isEmpty();
        Answer started = stage.kith().post("/runs", "{\"kind\":\"full\"}");
        assertThat(started.status()).isEqualTo(201);
        assertThat(started.header("Location"))
                .endsWith("/runs/" + started.json().path("id").asLong());
        stage.kith().awaitEnd(started.json().path("id").asLong());
        assertThat(stage.dump()).isNotEmpty();
    }

    @Test
    void s28AFullSyncRunsInTheBackground() {
        stage.open();
        Stage.fault(
                stage.kith().tribe(),
                "{\"endpoint\":\"*\",\"contains\":\"Relation_Person?\",\"skip\":1,\"hold\":true}");
        long run = stage.kith().startRun("{\"kind\":\"full\"}");
        until(() -> !stage.dump().isEmpty());
        assertThat(stage.kith().get("/runs/" + run).json().path("state").asText())
                .isEqualTo("running");
        Answer second = stage.kith().post("/runs", "{\"kind\":\"full\"}");
        assertThat(second.status()).as("D20").isEqualTo(409);
        assertThat(second.text()).contains("full run " + run);
        stage.clearFaults();
        assertThat(stage.kith().awaitEnd(run).state()).isEqualTo(RunState.COMPLETED);
    }

    @Test
    void s31AFullSyncInProgressCanBeCancelled() {
        stage.open();
        Stage.fault(
                stage.kith().tribe(),
                "{\"endpoint\":\"*\",\"contains\":\"Relation_Person?\",\"skip\":1,\"hold\":true}");
        long run = stage.kith().startRun("{\"kind\":\"full\"}");
        until(() -> stage.kith()
                        .get("/runs/" + run)
                        .json()
                        .path("counts")
                        .path("read")
                        .asLong()
                > 0);
        assertThat(stage.kith().post("/runs/" + run + "/cancel", "{}").status()).isEqualTo(202);
        Run cancelled = stage.kith().awaitEnd(run);
        assertThat(cancelled.state()).isEqualTo(RunState.CANCELLED);
        assertThat(cancelled.counts().read()).as("it ended within a page").isEqualTo(100);
        assertThat(stage.dump()).as("D18: what was written stays").isNotEmpty();
        stage.clearFaults();
        stage.sync();
        stage.assertDumpEqualsTheOracle();
    }

    @Test
    void s32TheResultsOfAFullSyncCanBeLookedAt() {
        stage.person("{\"LastName\":\"Bos\",\"customerType\":\"A\",\"EmailAddress\":\"s32@example.test\"}");
        stage.person("{\"LastName\":\"Vos\",\"customerType\":\"A\",\"EmailAddress\":\"s32@example.test\"}");
        stage.open();
        Run run = stage.sync();
        JsonNode result = stage.kith().get("/runs/" + run.id()).json();
        assertThat(result.path("state").asText()).isEqualTo("completed");
        assertThat(result.path("counts").path("created").asLong())
                .isEqualTo(stage.dump().size());
        assertThat(result.path("startedAt").asText()).isNotEmpty();
        assertThat(result.path("endedAt").asText()).isNotEmpty();
        JsonNode issues = stage.kith().get("/runs/" + run.id() + "/issues").json();
        assertThat(issues.path("total").asLong()).isPositive();
        assertThat(issues.path("issues").findValuesAsText("cause"))
                .anyMatch(
                        cause -> cause.startsWith("\"Email\" was left out: The address is the key of another profile"));
    }

    private String labelled(String email, String label) {
        String person =
                stage.person("{\"LastName\":\"Bos\",\"customerType\":\"A\",\"EmailAddress\":\"" + email + "\"}");
        stage.label(person, label);
        return person;
    }

    /** The problems of the integration, with the host opened for it. */
    private static String problems() {
        stage.open();
        return stage.kith().get("").json().path("problems").toString();
    }

    private static Map<String, String> attributes(String person) {
        return stage.profile(person).attributes();
    }

    private static Set<String> consents(String person) {
        return stage.profile(person).consents();
    }

    private static Set<String> personsOfType(String type) {
        return stage.persons().stream()
                .filter(p -> Oracle.text(p, "customerType").equals(type))
                .map(p -> Oracle.text(p, "id"))
                .collect(Collectors.toSet());
    }

    private static void until(BooleanSupplier condition) {
        await().until(condition::getAsBoolean);
    }
}
