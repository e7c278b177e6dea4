package dev.kith.web.it;

import static dev.kith.web.it.Persons.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** Why a contact is decided about as it is, and what would be written for it, asked over REST. */
class ExplainIT {
    @RegisterExtension
    private static final Stage stage = Stage.with(30);

    private static RunningKith kith;

    @BeforeAll
    static void kith() {
        kith = stage.kith();
    }

    @Test
    void everyDecisionNamesItsRuleFileLineVersionAndTheFactsUsed() {
        String person = stage.person("{\"FirstName\":\"ada\",\"LastName\":\"Bos\",\"customerType\":\"A\"}");
        stage.label(person, "Newsletter");
        stage.open();

        JsonNode explained = explain(person, "");

        assertThat(explained.path("scope").asText()).isEqualTo("in");
        assertThat(explained.path("ruleSetVersion").asText())
                .isEqualTo(kith.get("").json().path("ruleSetVersion").asText());
        JsonNode names = rule(explained, "Names");
        assertThat(names.path("outcome").asText()).isEqualTo("fired");
        assertThat(names.path("file").asText()).isEqualTo("mappings.drl");
        assertThat(names.path("line").asInt()).isEqualTo(line("mappings.drl", "rule \"Names\""));
        assertThat(names.path("attributes").path("First name").asText()).isEqualTo("Ada");
        assertThat(facts(names.path("facts"))).contains("firstName=ada", "lastName=Bos", "middleName");
        JsonNode newsletter = rule(explained, "Newsletter by email");
        assertThat(newsletter.path("optIns").get(0).path("subscription").asText())
                .isEqualTo("Newsletter");
        assertThat(explained.path("consents").toString())
                .contains("{\"subscription\":\"Events\",\"channel\":\"email\",\"answer\":\"no-opt-in\"}")
                .contains("\"channel\":\"sms\",\"answer\":\"opt-in\",\"rule\":\"Newsletter by SMS\"");
        assertThat(facts(explained.path("contact"))).contains("customerType=A");
    }

    @Test
    void aRuleThatDidNotFireTellsItsFirstConditionThatFailedTheValueFoundAndTheOneWanted() {
        String person = stage.person(
                "{\"FirstName\":\"Ada\",\"LastName\":\"Bos\",\"customerType\":\"P\",\"address\":{\"country\":\"NL\"}}");
        stage.open();

        JsonNode countries = rule(explain(person, ""), "Only countries we serve");
        assertThat(countries.path("outcome").asText()).isEqualTo("not-met");
        assertThat(truths(countries)).containsExactly("met", "not-met");
        JsonNode whyNot = countries.path("whyNot");
        assertThat(whyNot.path("text").asText()).startsWith("country not in");
        assertThat(facts(whyNot.path("found"))).containsExactly("country=NL");
        assertThat(whyNot.path("wanted").asText()).contains("SE");
        assertThat(whyNot.path("line").asInt()).isEqualTo(line("conditions.drl", "country not in"));
    }

    @Test
    void aContactOutOfScopeTellsWhichRuleDeniedItAndWhatIsWithdrawn() {
        String person =
                stage.person("{\"LastName\":\"Bos\",\"customerType\":\"A\",\"MobilePhoneNumber\":\"06 9000 0013\","
                        + "\"EmailAddress\":\"bos@example.test\"}");
        stage.label(person, "Newsletter");
        stage.open().sync();
        stage.unlabel(person, "Newsletter");
        stage.change(person, "{\"customerType\":\"C\"}");

        JsonNode explained = explain(person, "");

        assertThat(explained.path("scope").asText()).isEqualTo("out");
        JsonNode denying = rule(explained, "Only customers, partners and prospects");
        assertThat(denying.path("denials").get(0).asText()).isEqualTo("The customer type is not A, B or P");
        assertThat(rule(explained, "Names").path("outcome").asText()).isEqualTo("not-asked");
        JsonNode write = explained.path("write");
        assertThat(Found.lines(write.path("changes")))
                .containsExactly("left-scope", "withdrawal Newsletter email", "withdrawal Newsletter sms");
        assertThat(write.path("lastDelivered").path("Last name").asText()).isEqualTo("Bos");
    }

    /** The contact is read fresh; the next full sync then writes what was said. */
    @Test
    void whatWouldBeWrittenIsComparedWithWhatWasLastDelivered() {
        String person = stage.person(ADA);
        stage.open();
        JsonNode unseen = explain(person, "").path("write");
        assertThat(unseen.path("known").asBoolean()).isFalse();
        assertThat(Found.lines(unseen.path("changes"))).contains("created", "attribute First name:  -> Ada");
        stage.sync();
        assertThat(explain(person, "").path("write").path("writes").asBoolean()).isFalse();

        stage.change(person, "{\"FirstName\":\"Adele\"}");
        stage.forgetCalls();
        JsonNode write = explain(person, "").path("write");
        assertThat(write.path("writes").asBoolean()).isTrue();
        assertThat(Found.lines(write.path("changes"))).contains("attribute First name: Ada -> Adele");
        assertThat(stage.audienceWrites()).isEmpty();
        stage.sync();
        assertThat(stage.profile(person).attributes()).containsEntry("First name", "Adele");
    }

    @Test
    void theCandidateIsExplainedBeforeItIsActive() {
        String person = stage.person(ADA);
        stage.open().sync();
        kith.writeRule(
                "conditions.drl",
                "package tribe.conditions\nimport crm.Contact\n\n"
                        + Stage.rule("Nobody called Bos", "lastName == \"Bos\"", "contact.deny(\"Is called Bos\");"));

        JsonNode explained = explain(person, "{\"rules\":\"candidate\"}");

        assertThat(explained.path("scope").asText()).isEqualTo("out");
        assertThat(rule(explained, "Nobody called Bos").path("outcome").asText())
                .isEqualTo("fired");
        assertThat(explain(person, "{}").path("scope").asText()).isEqualTo("in");
        kith.writeRule("conditions.drl", "package tribe.conditions\nrule");
        Answer broken = kith.post("/contacts/" + person + "/explain", "{\"rules\":\"candidate\"}");
        assertThat(broken.status()).isEqualTo(422);
        assertThat(broken.text()).contains("\"file\":\"conditions.drl\"");
    }

    @Test
    void valuesStandInTheAnswerAndNeverInTheLog() {
        String person = stage.person("{\"FirstName\":\"Xerxes\",\"LastName\":\"Quispel\",\"customerType\":\"A\","
                + "\"EmailAddress\":\"xerxes@example.test\"}");
        stage.open();
        Logger dev = (Logger) LoggerFactory.getLogger("dev");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        dev.addAppender(log);
        Level level = dev.getLevel();
        dev.setLevel(Level.TRACE);
        try {
            assertThat(explain(person, "").toString()).contains("Xerxes", "Quispel", "xerxes@example.test");
            kith.awaitEnd(kith.startRun("{\"kind\":\"dry-run\"}"));
        } finally {
            dev.setLevel(level);
            dev.detachAppender(log);
        }
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(line -> line.contains("Xerxes") || line.contains("Quispel") || line.contains("xerxes"));
    }

    @Test
    void aContactThatTheCrmDoesNotShowIsSaidToBeMissing() {
        stage.open();
        Answer answer = kith.post("/contacts/00000000-0000-0000-0000-000000000001/explain", "");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).contains("shows no contact");
    }

    @Test
    void aCrmThatDoesNotAnswerIsNamed() {
        stage.open();
        Stage.fault(kith.tribe(), "{\"endpoint\":\"*\",\"status\":400,\"body\":\"no\"}");
        Answer answer = kith.post("/contacts/00000000-0000-0000-0000-000000000001/explain", "{}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(502);
    }

    private static JsonNode explain(String person, String body) {
        Answer answer = kith.post("/contacts/" + person + "/explain", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static JsonNode rule(JsonNode explained, String name) {
        return StreamSupport.stream(explained.path("rules").spliterator(), false)
                .filter(rule -> rule.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> truths(JsonNode rule) {
        List<String> truths = new ArrayList<>();
        rule.path("conditions").forEach(one -> truths.add(one.path("truth").asText()));
        return truths;
    }

    private static List<String> facts(JsonNode facts) {
        List<String> lines = new ArrayList<>();
        facts.forEach(fact -> lines.add(fact.path("property").asText()
                + (fact.has("value") ? "=" + fact.path("value").asText() : "")));
        return lines;
    }

    private static int line(String file, String text) {
        return (int) stage.shippedRule(file)
                        .lines()
                        .takeWhile(line -> !line.contains(text))
                        .count()
                + 1;
    }
}
