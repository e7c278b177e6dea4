package dev.kith.web.it;

import static dev.kith.web.it.Persons.named;
import static dev.kith.web.it.Persons.withContactRow;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the references say of real time, each once from the CRM's change to the audience's profile; the host goes on. */
class RealTimeRequirementsIT {
    @RegisterExtension
    private static final Stage stage = Stage.with(20).keptBetweenTests();

    @BeforeAll
    static void listen() {
        stage.startOver().realTime("immediately").openListening().sync();
    }

    @BeforeEach
    void deliverPlainly() {
        switches("\"T35\": \"once\"");
    }

    /** An event of the person; of a link that can't be looked up, so that a sweep has to find whom it is about; none. */
    @ParameterizedTest
    @ValueSource(strings = {"person", "link", "none"})
    void t25AndS24ALabelPutOnOrTakenOffArrivesWhateverTribeTellsOfIt(String told) {
        String person = stage.person(named("t25"));
        String other = stage.person(named("other"));
        stage.label(other, "Newsletter");
        stage.awaitQuiet();
        switches("\"T25\": \"" + told + "\"");
        stage.label(person, "Newsletter");
        caughtUp(told);
        assertThat(stage.profile(person).consents()).isNotEmpty().allMatch(consent -> consent.endsWith("opt-in"));

        stage.unlabel(other, "Newsletter");
        caughtUp(told);
        assertThat(stage.profile(other).consents()).isNotEmpty().allMatch(consent -> consent.endsWith("opt-out"));
        assertThat(stage.profile(person).consents()).allMatch(consent -> consent.endsWith("opt-in"));
    }

    private static void caughtUp(String told) {
        stage.awaitQuiet();
        if (told.equals("none")) {
            stage.kith().awaitEnd(stage.kith().startRun("{\"kind\":\"catch-up\"}"));
            stage.awaitQuiet();
        }
    }

    /** Whose it was can't be asked any more: all that changed lately is looked through, and the next full sync sees the rest. */
    @Test
    void t26ADeletedContactRowThatNamesNoPersonStartsASweep() {
        String person = stage.person(withContactRow("t26"));
        String changed = stage.person(named("changed"));
        stage.awaitQuiet();
        switches("\"T35\": \"drop-all\"");
        stage.change(changed, "{\"FirstName\":\"Bea\"}");
        stage.awaitTold();
        switches("\"T26\": \"record\"");
        assertThat(stage.kith()
                        .tribe()
                        .send("DELETE", "/_sim/contacts/" + stage.contactRow(person), "")
                        .status())
                .isLessThan(300);
        stage.awaitQuiet();
        assertThat(stage.firstName(changed)).as("found by the sweep").isEqualTo("Bea");
        assertThat(stage.counted("dead")).isZero();

        stage.sync();
        stage.assertDumpEqualsTheOracleButForOptOuts();
    }

    @ParameterizedTest
    @ValueSource(strings = {"retry", "reorder", "delay"})
    void t35DelayedRepeatedAndReorderedDeliveriesEndInTheSameProfiles(String deliveries) {
        String kept = stage.person(named("kept"));
        stage.awaitQuiet();
        switches("\"T35\": \"" + deliveries + "\"");
        stage.change(kept, "{\"FirstName\":\"Bea\"}");
        stage.label(kept, "Newsletter");
        String added = stage.person(named("added"));
        stage.change(added, "{\"FirstName\":\"Cee\"}");
        stage.change(kept, "{\"FirstName\":\"Dee\"}");
        stage.awaitQuiet();
        assertThat(List.of(stage.firstName(kept), stage.firstName(added))).containsExactly("Dee", "Cee");
        stage.assertDumpEqualsTheOracleButForOptOuts();
        assertThat(stage.counted("dead")).isZero();
    }

    @Test
    void t37AnEventOfAHiddenPersonChangesNothingUntilThePersonIsShownAgain() {
        String person = stage.person(named("t37"));
        stage.label(person, "Newsletter");
        stage.awaitQuiet();
        Oracle.Profile before = stage.profile(person);
        post("/_sim/persons/" + person + "/hide");
        stage.change(person, "{\"FirstName\":\"Bea\"}");
        assertThat(stage.kith().post("/contacts/" + person + "/sync", "{}").status())
                .isEqualTo(202);
        stage.awaitQuiet();
        assertThat(stage.profile(person)).isEqualTo(before);
        assertThat(stage.counted("ignored")).isPositive();

        post("/_sim/persons/" + person + "/show");
        stage.change(person, "{\"FirstName\":\"Cee\"}");
        stage.awaitQuiet();
        assertThat(stage.firstName(person)).isEqualTo("Cee");
        assertThat(stage.profile(person).consents()).isEqualTo(before.consents());
    }

    @Test
    void b1TheProfileOfAPersonIsCreatedOrUpdatedWheneverThePersonIs() {
        stage.awaitQuiet();
        String person = stage.person(named("b1"));
        stage.awaitQuiet();
        assertThat(stage.firstName(person)).isEqualTo("Ada");
        stage.change(person, "{\"FirstName\":\"Bea\"}");
        stage.awaitQuiet();
        assertThat(stage.firstName(person)).isEqualTo("Bea");
        stage.assertDumpEqualsTheOracleButForOptOuts();
    }

    @Test
    void b5DataOfContactRowsAndOrganisationsIsMappedAndFollowsTheirChanges() {
        JsonNode person = stage.persons().stream()
                .filter(p -> !p.at("/contacts/0/organisation/id").asText().isEmpty())
                .filter(p -> Oracle.profile(p)
                        .filter(profile -> profile.attributes().containsKey("Company"))
                        .isPresent())
                .findFirst()
                .orElseThrow();
        String organisation = person.at("/contacts/0/organisation/id").asText();
        String key = person.path("id").asText();
        stage.awaitQuiet();
        renameOrganisation(organisation, "Renamed BV");
        stage.awaitQuiet();
        assertThat(stage.profile(key).attributes()).containsEntry("Company", "Renamed BV");
        stage.change(
                key,
                "{\"contacts\":[{\"id\":\"" + person.at("/contacts/0/id").asText() + "\",\"department\":\"Moved\"}]}");
        stage.awaitQuiet();
        stage.assertDumpEqualsTheOracleButForOptOuts();
    }

    @Test
    void b6AndS22AWebhookIsAHintTheRecordIsFetchedAndConsentsAreKithsOwnOperation() {
        String person = stage.person(named("b6"));
        stage.awaitQuiet();
        switches("\"T27\": \"rich\"");
        stage.forgetCalls();
        stage.change(person, "{\"FirstName\":\"Bea\"}");
        stage.label(person, "Newsletter");
        stage.awaitQuiet();
        assertThat(stage.profile(person).consents()).isNotEmpty().allMatch(consent -> consent.endsWith("opt-in"));
        assertThat(stage.profile(person).attributes())
                .containsEntry("First name", "Bea")
                .as("what the message says of it is not used")
                .containsEntry("Last name", "Bos");
        assertThat(stage.calls(stage.kith().tribe()).keySet()).anyMatch(route -> route.contains("/odata/"));
        stage.assertDumpEqualsTheOracleButForOptOuts();
    }

    @Test
    void b7ADeactivatedLabelCountsNoLongerAndAnActivatedOneCountsAgain() {
        String person = stage.person(named("b7"));
        stage.label(person, "Newsletter");
        stage.label(person, "Events");
        stage.awaitQuiet();
        List<String> before = List.copyOf(stage.profile(person).consents());
        assertThat(before).anyMatch(consent -> consent.startsWith("Newsletter"));
        try {
            inactive(true);
            stage.awaitQuiet();
            assertThat(stage.profile(person).consents())
                    .filteredOn(consent -> consent.startsWith("Newsletter"))
                    .isNotEmpty()
                    .allMatch(consent -> consent.endsWith("opt-out"));
            assertThat(stage.profile(person).consents())
                    .filteredOn(consent -> !consent.startsWith("Newsletter"))
                    .isNotEmpty()
                    .allMatch(consent -> consent.endsWith("opt-in"));
        } finally {
            inactive(false);
        }
        stage.awaitQuiet();
        assertThat(stage.profile(person).consents()).containsExactlyInAnyOrderElementsOf(before);
    }

    private static void inactive(boolean inactive) {
        Answer answer = stage.kith().tribe().post("/_sim/labels/Newsletter", "{\"inactive\":" + inactive + "}");
        assertThat(answer.status()).as(answer.text()).isLessThan(300);
    }

    /** As a user of the CRM would. */
    private static void renameOrganisation(String id, String name) {
        Client tribe = stage.kith().tribe();
        String token = tribe.send(tribe.request("/oauth2/token")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(
                                "grant_type=client_credentials&client_id=kith&client_secret=tribe-secret")))
                .json()
                .path("access_token")
                .asText();
        Answer answer = tribe.send(tribe.request("/v1/odata/Relation_Organization(" + id + ")")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"Name\":\"" + name + "\"}")));
        assertThat(answer.status()).as(answer.text()).isLessThan(300);
    }

    private static void post(String path) {
        assertThat(stage.kith().tribe().post(path, "{}").status()).isLessThan(300);
    }

    private static void switches(String more) {
        stage.switches("{" + more + ", \"T31\": \"present\", \"T32\": \"http\"}");
    }
}
