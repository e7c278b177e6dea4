package dev.kith.tribe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.spi.FieldType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CustomFieldsTest {
    private final List<String> gaps = new ArrayList<>();
    private final CustomFields custom = new CustomFields(Metadatas.small());

    @Test // T19
    void takesTheNameFromTheMetadataWhicheverWayItIsGiven() {
        for (String spelling : List.of(
                Metadatas.CHOICE_GUID,
                "_4393ae03__e0a2__4b1c__9d57__2f60c81e7a11",
                "4393AE03__E0A2__4B1C__9D57__2F60C81E7A11")) {
            assertThat(custom.find(Map.of("customerType", spelling), gaps))
                    .containsExactly(Field.custom(
                            "customerType",
                            FieldType.CHOICE,
                            Level.PERSON,
                            "_4393ae03__e0a2__4b1c__9d57__2f60c81e7a11"));
        }
        assertThat(gaps).isEmpty();
    }

    @Test // T19
    void acceptsAnUnderscoreThatTheMetadataDoesNotHave() {
        assertThat(custom.find(Map.of("loyaltyPoints", "_" + Metadatas.NUMBER_GUID), gaps))
                .containsExactly(Field.custom(
                        "loyaltyPoints", FieldType.INTEGER, Level.PERSON, "fab54a03__1c7e__4d02__8a36__90e5b7d4c322"));
    }

    @Test
    void makesAListOfANavigationToMany() {
        assertThat(custom.find(Map.of("interests", "11111111-0000-4000-8000-000000000001"), gaps))
                .extracting(Field::type)
                .containsExactly(FieldType.TEXT_LIST);
    }

    @Test
    void namesEveryGapAtOnce() {
        Map<String, String> aliases = Map.of(
                "missing", "99999999-0000-4000-8000-000000000001",
                "picture", "b0000000-0000-4000-8000-000000000001");
        assertThat(custom.find(aliases, gaps)).isEmpty();
        assertThat(gaps)
                .containsExactly(
                        "Setting \"fields\": \"missing\": neither persons, contacts nor organisations have a field"
                                + " \"99999999-0000-4000-8000-000000000001\". Compare it with the API name below the"
                                + " field's name in Tribe CRM (Configuration, the entity, Fields).",
                        "Setting \"fields\": \"picture\": the field \"b0000000-0000-4000-8000-000000000001\" has the"
                                + " type Edm.Binary, which can't be used. Remove it from the settings.");
    }
}
