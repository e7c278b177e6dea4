package dev.kith.tribe.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.tribe.sim.model.CustomFields;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MetadataTest {
    private static RunningSim sim;

    @BeforeAll
    static void start() throws Exception {
        sim = new RunningSim(1, 5);
    }

    @AfterAll
    static void stop() {
        sim.close();
    }

    @Test
    void describesTypesWithTheirBaseCustomFieldsAndLinks() throws Exception {
        String xml = sim.odata("$metadata").body();
        assertThat(xml)
                .contains("<EntityType Name=\"Relation_Person\" BaseType=\"OData.Relation\">")
                .contains("<Property Name=\"ID\" Type=\"Edm.Guid\" Nullable=\"false\"/>")
                .contains("<Property Name=\"BirthDate\" Type=\"Edm.Date\"/>")
                .contains("<Property Name=\"fab54a03__1c7e__4d02__8a36__90e5b7d4c322\" Type=\"Edm.Int64\"/>")
                .contains("<Property Name=\"_07d1e9b4__52f8__4a6d__b3c9__6e1f8a20d533\" Type=\"Edm.Decimal\"/>")
                .contains("<NavigationProperty Name=\"_4393ae03__e0a2__4b1c__9d57__2f60c81e7a11\""
                        + " Type=\"OData.b5e4d3c2__6a71__4f90__8d2b__3c9e1f7a6077\"/>")
                .contains("<NavigationProperty Name=\"Labels\" Type=\"Collection(OData.Label)\"/>")
                .contains("<EntitySet Name=\"Relation_Person\" EntityType=\"OData.Relation_Person\"/>");
    }

    @Test
    void hasNoJsonForm() throws Exception {
        assertThat(sim.odata("$metadata", "$format=json").statusCode()).isEqualTo(501);
    }

    @Test
    void theNamesOfCustomFieldsAreListed() throws Exception {
        assertThat(sim.plain("/_sim/custom-fields").body())
                .contains("\"customerType\":\"" + CustomFields.wire(CustomFields.CUSTOMER_TYPE) + "\"")
                .contains("\"shoeSize\":\"e7b02f68__3d9a__4c15__96f4__a80b5d1e2c66\"");
    }
}
