package dev.kith.tribe.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.tribe.sim.model.CustomFields;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReadingTest {
    private static final int PERSONS = 330;
    private static RunningSim sim;

    @BeforeAll
    static void start() throws Exception {
        sim = new RunningSim(7, PERSONS);
    }

    @AfterAll
    static void stop() {
        sim.close();
    }

    private static List<String> allIds(String... order) throws Exception {
        List<String> ids = new ArrayList<>();
        for (int skip = 0; skip < PERSONS; skip += 100) {
            List<String> options = new ArrayList<>(List.of(order));
            options.add("$skip=" + skip);
            ids.addAll(RunningSim.texts(sim.rows("Relation_Person", options.toArray(String[]::new)), "ID"));
        }
        return ids;
    }

    @Test
    void t6PagesWithoutAnOrderOverlapAndLeaveHoles() throws Exception {
        List<String> ids = allIds();
        assertThat(ids).hasSize(PERSONS);
        assertThat(new HashSet<>(ids)).hasSizeLessThan(PERSONS);
        assertThat(allIds()).isEqualTo(ids);
    }

    @Test
    void t8PagesOrderedByIdHaveEveryPersonOnce() throws Exception {
        List<String> ids = allIds("$orderby=ID");
        assertThat(ids).doesNotHaveDuplicates().hasSize(PERSONS).isSorted();
    }

    @Test
    void ordersBySeveralFieldsAndDownwards() throws Exception {
        assertThat(allIds("$orderby=CreationDate desc,ID"))
                .doesNotHaveDuplicates()
                .hasSize(PERSONS);
        List<JsonNode> rows = sim.rows("Relation_Person", "$orderby=CreationDate desc,ID");
        assertThat(RunningSim.texts(rows, "CreationDate")).isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void t7CapsAPageAt100Silently() throws Exception {
        JsonNode page = sim.read("Relation_Person", "$orderby=ID", "$top=500");
        assertThat(page.path("value")).hasSize(100);
        assertThat(page.has("@odata.nextLink")).isFalse();
        assertThat(sim.rows("Relation_Person", "$orderby=ID", "$skip=300")).hasSize(30);
    }

    @Test
    void t9CountsAllPagesWhenAsked() throws Exception {
        JsonNode page = sim.read("Relation_Person", "$count=true", "$top=0");
        assertThat(page.path("@odata.count").asInt()).isEqualTo(PERSONS);
        assertThat(sim.read("Relation_Person").has("@odata.count")).isFalse();
    }

    @Test
    void keysetPagingReadsOn() throws Exception {
        List<String> ids = allIds("$orderby=ID");
        List<JsonNode> next = sim.rows("Relation_Person", "$filter=ID gt " + ids.get(149), "$orderby=ID", "$top=10");
        assertThat(RunningSim.texts(next, "ID")).isEqualTo(ids.subList(150, 160));
    }

    @Test
    void rowsComeInTheRecordedOrderWithExplicitNulls() throws Exception {
        JsonNode row = sim.rows("Relation_Person", "$orderby=ID", "$top=1").get(0);
        List<String> names = new ArrayList<>();
        row.fieldNames().forEachRemaining(names::add);
        assertThat(names)
                .startsWith("CreationDate", "Start", "End", "IsRoot", "IsClosed", "IsExclusion", "Deadline")
                .containsSubsequence("LastMutationDate", "ID", "_Type", "SortIndex", "Instagram", "Number")
                .containsSubsequence("Name", "BirthDate", "SortName", "BirthDay", "PhoneNumber", "FirstName")
                .endsWith("EmailAddress", "LastName")
                .doesNotContain("Labels", "Gender", "Address");
        assertThat(row.get("IsRoot").isNull()).isTrue();
        assertThat(row.path("CreationDate").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    }

    @Test
    void t10SomePersonsWereNeverChanged() throws Exception {
        List<JsonNode> never = sim.rows("Relation_Person", "$filter=LastMutationDate eq null", "$top=5");
        assertThat(never).hasSize(5).allMatch(row -> row.get("LastMutationDate").isNull());
    }

    @Test
    void t11NameWithUnderscoreComesOnlyWhenSelected() throws Exception {
        assertThat(sim.rows("Relation_Person", "$top=1").get(0).has("_Name")).isFalse();
        assertThat(sim.rows("Relation_Person", "$top=1", "$select=_Name").get(0).has("_Name"))
                .isTrue();
    }

    @Test
    void t12ComputedNamesStartWithLineFeeds() throws Exception {
        List<JsonNode> rows = sim.rows("Relation_Person", "$filter=Title eq null and Initials eq null");
        assertThat(rows).isNotEmpty().allMatch(row -> row.path("Name").asText().startsWith("\n\n"));
    }

    @Test
    void t13TheContextNamesTheType() throws Exception {
        assertThat(sim.read("Relation_Person").path("@odata.context").asText())
                .isEqualTo("$metadata#OData.Relation_Person");
        String id = allIds("$orderby=ID").get(0);
        assertThat(sim.read("Relation_Person(" + id + ")")
                        .path("@odata.context")
                        .asText())
                .isEqualTo("$metadata#OData.Relation_Person");
    }

    @Test
    void t14MixedRowsSayTheirTypeWithoutAnnotation() throws Exception {
        List<JsonNode> rows = sim.rows("Relation", "$top=100", "$orderby=ID");
        assertThat(RunningSim.texts(rows, "_Type")).contains("Relation.Person", "Relation.Organization");
        assertThat(rows).noneMatch(row -> row.has("@odata.type"));
        assertThat(rows)
                .allMatch(
                        row -> row.has("LastName") == row.path("_Type").asText().equals("Relation.Person"));
    }

    @Test
    void t15ASelectionWithoutIdBringsTheODataIdAndTheId() throws Exception {
        JsonNode row = sim.rows("Relation_Person", "$top=1", "$select=LastName").get(0);
        assertThat(row.path("@odata.id").asText())
                .isEqualTo("Relation_Person(" + row.path("ID").asText() + ")");
        assertThat(row.size()).isEqualTo(3);
        assertThat(sim.rows("Relation_Person", "$select=ID,LastName").get(0).has("@odata.id"))
                .isFalse();
    }

    @Test
    void t16APlusStaysAPlus() throws Exception {
        assertThat(sim.send("GET", "/v1/odata/Label?$filter=Name+eq+'Events'", "")
                        .statusCode())
                .isEqualTo(400);
        assertThat(sim.send("GET", "/v1/odata/Label?%24filter=Name%20eq%20'Events'", "")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void t17EqualityMindsCaseAndContainsDoesNot() throws Exception {
        assertThat(sim.rows("Label", "$filter=Name eq 'events'")).isEmpty();
        assertThat(sim.rows("Label", "$filter=contains(Name,'NEWS')")).hasSize(2);
        assertThat(sim.rows("Label", "$filter=startswith(Name,'news')")).hasSize(1);
    }

    @Test
    void t18LambdasAreNotSupported() throws Exception {
        assertThat(sim.message("Relation_Person", "$filter=Labels/any(l: l/Name eq 'Events')"))
                .startsWith("501 ");
    }

    @Test
    void t19CustomNamesHaveAnUnderscoreOnlyBeforeADigit() throws Exception {
        JsonNode row = sim.rows("Relation_Person", "$top=1").get(0);
        assertThat(row.has("fab54a03__1c7e__4d02__8a36__90e5b7d4c322")).isTrue();
        assertThat(row.has("_07d1e9b4__52f8__4a6d__b3c9__6e1f8a20d533")).isTrue();
    }

    @Test
    void t37UnknownRecordsAreNotFound() throws Exception {
        assertThat(sim.message("Relation_Person(00000000-0000-4000-8000-00000000000f)"))
                .startsWith("404 ");
    }

    @Test
    void t39ImportIdComesOnlyWhenSelected() throws Exception {
        assertThat(sim.rows("Relation_Person", "$top=1").get(0).has("ImportId")).isFalse();
        assertThat(sim.rows("Relation_Person", "$top=1", "$select=ID,ImportId")
                        .get(0)
                        .has("ImportId"))
                .isTrue();
    }

    @Test
    void t40OptionsOnANavigationPathAreHonoured() throws Exception {
        String path = "Label(" + sim.labelId("Newsletter") + ")/Entities";
        JsonNode page = sim.read(path, "$select=ID", "$orderby=ID", "$top=7", "$skip=2", "$count=true");
        assertThat(page.path("value")).hasSize(7);
        assertThat(page.path("value").get(0).size()).isEqualTo(1);
        assertThat(page.path("@odata.count").asInt()).isBetween(100, 200);
    }

    @Test
    void t41AQuotedGuidIsRefused() throws Exception {
        String id = allIds("$orderby=ID").get(0);
        assertThat(sim.odata("Relation_Person('" + id + "')").statusCode()).isEqualTo(400);
        assertThat(sim.message("Relation_Person", "$filter=ID eq '" + id + "'"))
                .isEqualTo("400 The types 'Edm.Guid' and 'Edm.String' are not compatible.");
    }

    @Test
    void t43ViewsAreNamesOnly() throws Exception {
        JsonNode view = sim.rows("View", "$orderby=ID").get(0);
        assertThat(view.path("Name").asText()).isNotEmpty();
        assertThat(sim.odata("View(" + view.path("ID").asText() + ")/Entities").statusCode())
                .isEqualTo(404);
    }

    @Test
    void t44MostFlagsOfRelationshipsAreNull() throws Exception {
        List<JsonNode> rows = sim.rows("Relationship_Person_Contact_Standard", "$orderby=ID");
        assertThat(rows).anyMatch(row -> row.path("MailingOptOut").isNull());
        assertThat(rows).anyMatch(row -> row.path("MailingOptOut").asBoolean());
        assertThat(rows).anyMatch(row -> row.path("IsFormer").asBoolean());
    }

    @Test
    void expandsNestedLinksOfAllRelationshipTypes() throws Exception {
        String expand = "Labels($select=ID,Name),Gender,Address($expand=Country($select=Code)),"
                + "Relationships($orderby=ID;$expand=Relation($select=Name;$expand=VisitingAddress),Role,Person($select=ID)),"
                + CustomFields.wire(CustomFields.CUSTOMER_TYPE) + "($select=Code)";
        List<JsonNode> rows = sim.rows("Relation_Person", "$orderby=ID", "$expand=" + expand);
        List<String> types = new ArrayList<>();
        for (JsonNode row : rows) {
            for (JsonNode relationship : row.path("Relationships")) {
                types.add(relationship.path("_Type").asText());
                assertThat(relationship.path("Person").path("ID")).isEqualTo(row.path("ID"));
                assertThat(relationship.path("Relation").has("Name")).isTrue();
                assertThat(relationship.has("Role"))
                        .isEqualTo(relationship.path("_Type").asText().contains("Contact"));
            }
        }
        assertThat(types)
                .contains(
                        "Relationship.Person.Contact.Standard",
                        "Relationship.Person.CommercialRelationship.Customer",
                        CustomFields.MEMBERSHIP);
        assertThat(rows)
                .anyMatch(row -> row.path("Address")
                        .path("Country")
                        .path("Code")
                        .asText()
                        .equals("NL"));
        assertThat(rows).anyMatch(row -> row.path("Address").isNull());
        assertThat(rows).anyMatch(row -> row.path("Labels").isEmpty());
    }

    @Test
    void findsContactRowsOfSeveralPersons() throws Exception {
        List<String> ids = allIds("$orderby=ID").subList(0, 20);
        String filter =
                String.join(" or ", ids.stream().map(id -> "Person/ID eq " + id).toList());
        List<JsonNode> rows = sim.rows(
                "Relationship_Person_Contact_Standard",
                "$filter=" + filter,
                "$orderby=ID",
                "$expand=Person($select=ID),Relation,Role");
        assertThat(rows)
                .isNotEmpty()
                .allMatch(r -> ids.contains(r.path("Person").path("ID").asText()));
        long expected = sim.dump().stream()
                .filter(p -> ids.contains(p.path("id").asText()))
                .mapToLong(p -> p.path("contacts").size())
                .sum();
        assertThat(rows).hasSize((int) expected);
    }

    @Test
    void theVirtualUserAndTheOwnOrganisationAreKnown() throws Exception {
        JsonNode employee = sim.read("GetCurrentEmployee()", "$expand=Person");
        assertThat(employee.path("Person").path("LastName").asText()).isEqualTo("Integration");
        List<JsonNode> own =
                sim.rows("Relationship_Organization_Identity", "$expand=Relation($select=ID)", "$select=Name");
        assertThat(own).hasSize(1);
        assertThat(own.get(0).path("Name").asText()).isEqualTo("Noordlicht Handel B.V.");
    }

    @Test
    void errorsHaveTheTextsOfTheLibrary() throws Exception {
        assertThat(sim.message("Nothing"))
                .isEqualTo("404 Cannot find EntitySet, Singleton, ActionImport or FunctionImport with name 'Nothing'.");
        assertThat(sim.message("Relation_Person", "$filter=Foo eq 1"))
                .isEqualTo("400 The property 'Foo', used in a query expression,"
                        + " is not defined in type 'OData.Relation_Person'.");
        assertThat(sim.message("Relation_Person", "$select=firstName")).startsWith("400 The property 'firstName'");
        assertThat(sim.message("Relation_Person", "$orderby=Foo")).startsWith("400 ");
        assertThat(sim.message("Relation_Person", "$expand=Foo")).startsWith("400 ");
        assertThat(sim.message("Relation_Person", "$foo=1"))
                .isEqualTo("400 The system query option '$foo' is not defined.");
        assertThat(sim.message("Relation_Person", "$top=1", "$top=2")).startsWith("400 ");
        assertThat(sim.message("Relation_Person", "$top=-1")).startsWith("400 ");
        assertThat(sim.message("Relation_Person", "$search=x")).startsWith("501 ");
        assertThat(sim.message("Relation_Person/$count")).startsWith("501 ");
        assertThat(sim.message("Label(" + sim.labelId("Events") + ")/Foo"))
                .isEqualTo("404 The type 'OData.Label' has no property 'Foo'.");
    }

    @Test
    void answersCarryTheHeadersOfOData() throws Exception {
        HttpResponse<String> answer = sim.odata("Label");
        assertThat(answer.headers().firstValue("OData-Version")).hasValue("4.0");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json;odata.metadata=minimal");
    }
}
