package dev.kith.tribe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.spi.FieldType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShapeTest {
    private final Metadata metadata = Metadatas.small();

    @Test // T11
    void asksForWhatIsUsedAndDeclaredAndNoMore() {
        List<Field> fields = new ArrayList<>(Field.STANDARD);
        fields.add(Field.custom(
                "customerType", FieldType.CHOICE, Level.PERSON, "_4393ae03__e0a2__4b1c__9d57__2f60c81e7a11"));
        Query query = Shape.of(metadata, fields, Level.PERSON).query("Relation_Person");
        assertThat(query.options())
                .containsEntry("$select", "BirthDate,CreationDate,FirstName,ID,LastName,Number")
                .containsEntry(
                        "$expand",
                        "Address($select=City,ID;$expand=Country($select=Code,ID)),Gender($select=Code,ID,Name),"
                                + "_4393ae03__e0a2__4b1c__9d57__2f60c81e7a11($select=Code,ID,Name)");
    }

    @Test
    void asksForAnIdAlone() {
        assertThat(new Shape(metadata, "Nowhere")
                        .properties("Name")
                        .query("Nowhere")
                        .pathAndQuery())
                .isEqualTo("Nowhere?$select=ID");
    }
}
