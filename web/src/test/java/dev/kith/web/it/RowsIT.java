package dev.kith.web.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rules are made in a form: rows over REST become rule files, and decide. */
class RowsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROWS = "/rules/rows";
    private static final String BY_HAND = """
            // Written by hand.
            rule "Not both"
            when
                contact : Contact( vip == true, former == true )
            then
                contact.deny("both"); // stays
            end
            """;

    @RegisterExtension
    private static final Stage stage = Stage.with(60);

    @Test
    void s6AConditionIsAddedByPickingAFieldAndEnteringAValue() throws IOException {
        stage.conditions(BY_HAND).open();
        JsonNode choices = rows().path("choices");
        assertThat(choices.path("fields")).anySatisfy(field -> {
            assertThat(field.path("name").asText()).isEqualTo("customerType");
            assertThat(texts(field.path("operators"))).contains("=", "in", "is empty");
        });

        JsonNode saved = add("conditions", "{\"field\":\"customerType\",\"operator\":\"=\",\"values\":[\"A\"]}");

        assertThat(saved.path("conditions"))
                .extracting(row -> row.path("name").asText())
                .containsExactly("Not both", "customerType is A");
        assertThat(file("conditions.drl")).contains(BY_HAND).contains("contact : Contact( customerType != \"A\" )");
        assertThat(saved.path("active").asBoolean()).isTrue();
        stage.sync();
        assertThat(stage.dump().keySet()).isNotEmpty().isEqualTo(personsOfType("A"));
    }

    @Test
    void s13AnyNumberOfAttributesIsMappedAndThenSaved() {
        stage.conditions().mappings().open();
        String person = stage.person(
                "{\"FirstName\":\"Ada\",\"LastName\":\"bos\",\"loyaltyPoints\":42,\"MobilePhoneNumber\":\"06 1234 0000\"}");

        save(
                "mappings",
                "[{\"attribute\":\"First name\",\"field\":\"firstName\"},"
                        + "{\"attribute\":\"Last name\",\"field\":\"lastName\",\"helper\":\"upper\"},"
                        + "{\"attribute\":\"Loyalty points\",\"field\":\"loyaltyPoints\"}]");
        stage.sync();

        assertThat(stage.profile(person).attributes())
                .containsEntry("First name", "Ada")
                .containsEntry("Last name", "BOS")
                .containsEntry("Loyalty points", "42")
                .doesNotContainKey("Mobile");
    }

    @Test
    void s19ConsentMappingsAreAddedForEverySubscriptionWanted() {
        stage.conditions()
                .mappings(Stage.rule(
                        "Mobile",
                        "mobile != null",
                        "contact.set(\"Mobile\", number(phone(contact.getMobile(), \"NL\")));"))
                .consents()
                .open();
        String person = stage.person("{\"LastName\":\"Bos\",\"EmailAddress\":\"s19@example.test\","
                + "\"MobilePhoneNumber\":\"06 1234 0019\"}");
        stage.label(person, "Newsletter");
        stage.label(person, "Events");

        save(
                "consents",
                "[{\"label\":\"Newsletter\",\"subscription\":\"Newsletter\",\"channel\":\"email\"},"
                        + "{\"label\":\"Newsletter\",\"subscription\":\"Newsletter\",\"channel\":\"sms\"},"
                        + "{\"label\":\"Events\",\"subscription\":\"Events\",\"channel\":\"email\"}]");
        stage.sync();

        assertThat(stage.profile(person).consents())
                .containsExactlyInAnyOrder("Events email opt-in", "Newsletter email opt-in", "Newsletter sms opt-in");
    }

    @Test
    void aRowIsRenamedChangedAndRemovedAndTheRestOfTheFileStays() throws IOException {
        stage.open();
        String before = file("consents.drl");
        ObjectNode rows = (ObjectNode) rows();
        ArrayNode consents = (ArrayNode) rows.path("consents");
        consents.remove(3);
        ((ObjectNode) consents.get(1)).put("name", "Newsletter by text message").put("was", "Newsletter by SMS");

        Answer answer = put(rows);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(file("consents.drl"))
                .isEqualTo(before.substring(0, before.indexOf("\nrule \"Events by SMS\""))
                        .replace("Newsletter by SMS", "Newsletter by text message"));
        assertThat(file("mappings.drl")).isEqualTo(stage.shippedRule("mappings.drl"));
    }

    @Test
    void whatCannotBeUsedIsToldAtOnceAndNothingIsSaved() throws IOException {
        stage.open();
        ObjectNode rows = (ObjectNode) rows();
        ((ArrayNode) rows.path("conditions"))
                .addObject()
                .put("field", "customerTipe")
                .put("operator", "=")
                .putArray("values")
                .add("\"); System.exit(1); //");
        ((ArrayNode) rows.path("consents"))
                .addObject()
                .put("label", "Newsleter")
                .put("subscription", "Newsletter")
                .put("channel", "email");

        Answer answer = put(rows);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(texts(answer.json().path("problems")))
                .anyMatch(problem -> problem.contains("customerTipe") && problem.contains("Did you mean customerType?"))
                .anyMatch(problem -> problem.contains("Newsleter") && problem.contains("Did you mean Newsletter?"));
        for (String file : List.of("conditions.drl", "mappings.drl", "consents.drl")) {
            assertThat(file(file)).isEqualTo(stage.shippedRule(file));
        }
    }

    @Test
    void savedRowsStayTheCandidateAsLongAsACaseFails() throws IOException {
        stage.activatingByHand().conditions().open();
        String before = active();
        stage.writeCases("- {name: B is in scope, contact: {customerType: B}, expect: {scope: in}}\n");

        JsonNode saved = add("conditions", "{\"field\":\"customerType\",\"operator\":\"=\",\"values\":[\"A\"]}");

        assertThat(saved.path("active").asBoolean()).isFalse();
        assertThat(texts(saved.path("notActivated")))
                .hasSize(2)
                .anyMatch(reason -> reason.contains("1 of 1 cases fails"))
                .anyMatch(reason -> reason.contains("B is in scope"));
        assertThat(active()).isEqualTo(before);
        assertThat(file("conditions.drl")).contains("customerType != \"A\"");
    }

    @Test
    void rowsOfFilesThatWereChangedMeanwhileAreNotSaved() throws IOException {
        stage.open();
        JsonNode rows = rows();
        stage.conditions(BY_HAND);

        Answer answer = put(rows);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(file("conditions.drl")).contains(BY_HAND);
    }

    @Test
    void codeIsNotChangedByRows() throws IOException {
        stage.open();
        ObjectNode rows = (ObjectNode) rows();
        ObjectNode code = (ObjectNode) rows.path("conditions").get(2);
        assertThat(code.path("code").asText()).startsWith("rule \"Only countries we serve\"");
        code.put("code", "rule \"Only countries we serve\" when then end");

        Answer answer = put(rows);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("Change it in the file.");
    }

    private static String active() {
        return stage.kith().get("/rules/state").json().path("active").asText();
    }

    private static JsonNode rows() {
        Answer answer = stage.kith().get(ROWS);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static JsonNode add(String kind, String row) throws IOException {
        JsonNode rows = rows();
        ((ArrayNode) rows.path(kind)).add(JSON.readTree(row));
        Answer answer = put(rows);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    /** Saves the rows of one kind; the others are left out. */
    private static void save(String kind, String rows) {
        String version = rows().path("version").asText();
        Answer answer = send("{\"version\":\"" + version + "\",\"" + kind + "\":" + rows + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private static Answer put(JsonNode rows) {
        return send(rows.toString());
    }

    private static Answer send(String json) {
        return stage.kith().rest().send("PUT", "/api/v1/integrations/tribe" + ROWS, json);
    }

    private static String file(String name) throws IOException {
        return Files.readString(stage.kith().home().rules("tribe").resolve(name));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static Set<String> personsOfType(String type) {
        return stage.persons().stream()
                .filter(person -> Oracle.text(person, "customerType").equals(type))
                .map(person -> Oracle.text(person, "id"))
                .collect(Collectors.toSet());
    }
}
