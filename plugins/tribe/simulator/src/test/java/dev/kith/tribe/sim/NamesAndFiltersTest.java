package dev.kith.tribe.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.tribe.sim.model.CustomFields;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The switches of filters, of names and of views, on both sides. */
class NamesAndFiltersTest {
    private RunningSim sim;

    @BeforeEach
    void start() throws Exception {
        sim = new RunningSim(3, 40);
    }

    @AfterEach
    void stop() {
        sim.close();
    }

    @Test
    void t17TextsAreEqualInTheirCaseOrInAny() throws Exception {
        assertThat(sim.rows("Label", "$filter=Name eq 'events'")).isEmpty();
        assertThat(sim.rows("Label", "$filter=Name ne 'events'")).hasSize(4);
        sim.set("T17", "case-insensitive");
        assertThat(sim.rows("Label", "$filter=Name eq 'events'")).hasSize(1);
        assertThat(sim.rows("Label", "$filter=Name ne 'events'")).hasSize(3);
        assertThat(sim.rows("Relation_Person", "$filter=FirstName eq null")).isNotNull();
    }

    @Test
    void t18LambdasOverLabelsAreRefusedOrWork() throws Exception {
        String any = "$filter=Labels/any(l:l/Name eq 'Events')";
        assertThat(sim.odata("Relation_Person", any).statusCode()).isEqualTo(501);
        sim.set("T18", "labels");
        List<String> expected = sim.dump().stream()
                .filter(p -> p.path("labels").findValuesAsText("name").contains("Events"))
                .map(p -> p.path("id").asText())
                .toList();
        assertThat(RunningSim.texts(sim.rows("Relation_Person", any, "$orderby=ID"), "ID"))
                .isNotEmpty()
                .isEqualTo(expected);
        assertThat(sim.rows("Relation_Person", "$filter=not Labels/any(l: l/Name eq 'Events')"))
                .hasSize(40 - expected.size());
        int bare = sim.rows("Relation_Person", "$filter=not Labels/any()").size();
        assertThat(sim.rows("Relation_Person", "$filter=Labels/all(l:l/Name eq 'none')"))
                .hasSize(bare);
        assertThat(sim.odata("Relation_Person", "$filter=Labels/any(Name eq 'x')")
                        .statusCode())
                .isEqualTo(400);
        assertThat(sim.odata("Relation_Person", "$filter=Labels/any(l:LastName eq 'x')")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void t19CustomNamesHaveAnUnderscoreBeforeADigitOrAlways() throws Exception {
        String usual = CustomFields.wire(CustomFields.LOYALTY_POINTS);
        sim.newPerson("{\"LastName\":\"P\",\"loyaltyPoints\":5}");
        assertThat(usual).startsWith("fab54a03__");
        sim.set("T19", "always");
        assertThat(sim.odata("$metadata").body())
                .contains(
                        "Name=\"_" + usual + "\"",
                        "\"_" + CustomFields.wire(CustomFields.CUSTOMER_TYPE).substring(1))
                .doesNotContain("\"" + usual + "\"");
        JsonNode row = sim.rows("Relation_Person", "$select=ID,_" + usual, "$filter=_" + usual + " eq 5")
                .get(0);
        assertThat(row.path("_" + usual).asInt()).isEqualTo(5);
        assertThat(sim.message("Relation_Person", "$select=" + usual))
                .startsWith("400")
                .contains("'" + usual + "'");
        String membership = "_" + CustomFields.wire(CustomFields.MEMBERSHIP);
        assertThat(sim.odata(membership).statusCode()).isEqualTo(200);
        assertThat(sim.odata(membership.substring(1)).statusCode()).isEqualTo(404);
        String id = row.path("ID").asText();
        String body = "{\"_" + usual + "\":6}";
        assertThat(sim.send("PUT", "/v1/odata/Relation_Person(" + id + ")", body)
                        .statusCode())
                .isEqualTo(200);
        assertThat(sim.person(id).path("loyaltyPoints").asInt()).isEqualTo(6);
    }

    @Test
    void t43ViewsTellTheirNamesOrTheirMembersOrAreNotThere() throws Exception {
        String view = sim.rows("View", "$select=ID,_Name", "$filter=Name eq 'Klanten A'")
                .get(0)
                .path("ID")
                .asText();
        String members = "View(" + view + ")/Entities";
        assertThat(sim.odata(members).statusCode()).isEqualTo(404);
        assertThat(sim.odata("View", "$expand=Entities").statusCode()).isEqualTo(400);
        sim.set("T43", "members");
        List<JsonNode> rows = sim.rows(members, "$select=ID,_Type");
        assertThat(rows).isNotEmpty().allMatch(r -> r.path("_Type").asText().equals("Relation.Person"));
        assertThat(sim.read("View(" + view + ")", "$expand=Entities").path("Entities"))
                .hasSameSizeAs(rows);
        assertThat(sim.odata("$metadata").body()).contains("<EntityType Name=\"View\"");
        sim.set("T43", "404");
        assertThat(sim.odata("View").statusCode()).isEqualTo(404);
        assertThat(sim.odata("Dataset").statusCode()).isEqualTo(404);
    }

    @Test
    void t40AMemberListWithoutOptionsStillHasPages() throws Exception {
        String members = "Label(" + sim.labelId("Newsletter") + ")/Entities";
        int all = sim.rows(members).size();
        sim.set("T40", "refused");
        sim.set("T7", "cap-3");
        assertThat(sim.rows(members)).hasSize(3);
        sim.set("T7", "next-link");
        assertThat(sim.rows(members)).hasSize(all);
    }

    @Test
    void t44UnsetFlagsCanAllBeTrue() throws Exception {
        sim.set("T44", "true");
        assertThat(sim.rows("Relationship_Person", "$select=IsFormer"))
                .noneMatch(r -> r.path("IsFormer").isNull())
                .anyMatch(r -> r.path("IsFormer").asBoolean());
    }
}
