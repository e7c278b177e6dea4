package dev.kith.tribe.sim.odata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.testkit.sim.SimRefusal;
import dev.kith.tribe.sim.model.Row;
import dev.kith.tribe.sim.model.Schema;
import dev.kith.tribe.sim.model.Switches;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterParserTest {
    private static final UUID ID = UUID.fromString("b7000000-0000-4000-8000-000000000001");
    private final Schema schema = new Schema();
    private final Row person = person();

    private Row person() {
        Row country = new Row(schema.type("Datastore_Country"), ID).set("Code", "NL");
        Row address = new Row(schema.type("Address"), ID).set("City", "Delft").link("Country", country);
        return new Row(schema.type(Schema.PERSON), ID)
                .set("FirstName", "Anna")
                .set("LastName", "O'Brien")
                .set("Number", 12L)
                .set("_07d1e9b4__52f8__4a6d__b3c9__6e1f8a20d533", new BigDecimal("10.50"))
                .set("c28f6a75__9b03__47e1__a4d8__15e7f0b93c44", true)
                .set("BirthDate", LocalDate.of(1990, 2, 1))
                .set("CreationDate", Instant.parse("2024-03-05T09:10:11Z"))
                .link("Address", address);
    }

    private boolean accepts(String filter) {
        return FilterParser.filter(schema, new Switches(), person.type(), filter)
                .accepts(person);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LastName eq 'O''Brien'",
                "ID eq b7000000-0000-4000-8000-000000000001",
                "ID gt 17000000-0000-4000-8000-000000000001",
                "Number ge 12 and Number le 12",
                "Number lt 12.5",
                "_07d1e9b4__52f8__4a6d__b3c9__6e1f8a20d533 eq 10.5",
                "c28f6a75__9b03__47e1__a4d8__15e7f0b93c44",
                "c28f6a75__9b03__47e1__a4d8__15e7f0b93c44 eq true",
                "BirthDate lt 1991-01-01",
                "CreationDate ge 2024-03-05T10:10:11+01:00",
                "(CreationDate ge 2025-01-01T00:00:00Z) or (LastMutationDate eq null)",
                "EmailAddress eq null",
                "FirstName ne null",
                "Gender eq null",
                "Address/Country/Code eq 'NL'",
                "Address ne null",
                "Gender/Code ne 'M'",
                "contains(FirstName,'NN') and startswith(FirstName,'a') and endswith(FirstName,'A')",
                "not endswith(LastName,'x')",
                "not (Number eq 1 or Number eq 2)",
                "Number eq 1 or Number eq 12 and FirstName eq 'Anna'",
            })
    void letsThrough(String filter) {
        assertThat(accepts(filter)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LastName eq 'o''brien'",
                "EmailAddress gt 'a'",
                "contains(EmailAddress,'a')",
                "not contains(EmailAddress,'a')",
                "Gender/Code eq 'M'",
                "(Number eq 12 or Number eq 1) and FirstName eq 'x'",
            })
    void rejects(String filter) {
        assertThat(accepts(filter)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "LastName",
                "LastName eq",
                "LastName eq 'x",
                "LastName eq 'x' and",
                "LastName in ('x')",
                "LastName has 'x'",
                "Foo eq 1",
                "Address/Foo eq 1",
                "Labels eq null",
                "Number eq '12'",
                "Number eq 12 Number",
                "(Number eq 12",
                "LastName+eq+'x'",
                "BirthDate eq 1990-13-01",
                "contains(Number,'1')",
                "Number eq 1 & 2",
            })
    void refusesWith400(String filter) {
        assertThatThrownBy(() -> accepts(filter))
                .isInstanceOfSatisfying(
                        SimRefusal.class,
                        refusal -> assertThat(refusal.answer().status()).isEqualTo(400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Labels/any(l: l/Name eq 'x')", "Labels/all(l: true)", "tolower(LastName) eq 'x'"})
    void refusesWith501(String filter) {
        assertThatThrownBy(() -> accepts(filter))
                .isInstanceOfSatisfying(
                        SimRefusal.class,
                        refusal -> assertThat(refusal.answer().status()).isEqualTo(501));
    }

    @Test
    void permutationsHitEveryPlaceOnce() {
        Permutation permutation = new Permutation(97, 5);
        assertThat(IntStream.range(0, 97).map(permutation::at).distinct().count())
                .isEqualTo(97);
    }
}
