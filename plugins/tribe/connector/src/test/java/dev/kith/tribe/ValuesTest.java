package dev.kith.tribe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.kith.spi.Choice;
import dev.kith.spi.FieldType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ValuesTest {
    @ParameterizedTest
    @EnumSource(FieldType.class)
    void takesNullAndBlankForNoValue(FieldType type) {
        assertThat(read(type, "null")).isEmpty();
        assertThat(read(type, "\" \\n\"")).isEmpty();
    }

    @Test // T12
    void stripsTheLineFeedsOfComputedNames() {
        assertThat(read(FieldType.TEXT, "\"\\n\\nAnna de Vries \"")).contains("Anna de Vries");
    }

    @Test
    void readsEveryType() {
        assertThat(read(FieldType.INTEGER, "42")).contains(42L);
        assertThat(read(FieldType.INTEGER, "\"9007199254740993\"")).contains(9007199254740993L);
        assertThat(read(FieldType.DECIMAL, "12.50")).contains(new BigDecimal("12.5"));
        assertThat(read(FieldType.DECIMAL, "100.00")).contains(new BigDecimal("100"));
        assertThat(read(FieldType.BOOLEAN, "false")).contains(false);
        assertThat(read(FieldType.DATE, "\"1990-02-01\"")).contains(LocalDate.of(1990, 2, 1));
        assertThat(read(FieldType.TIMESTAMP, "\"2024-03-05T10:10:11+01:00\""))
                .contains(Instant.parse("2024-03-05T09:10:11Z"));
    }

    @Test // T11
    void namesAChoiceByCodeElseById() {
        assertThat(read(FieldType.CHOICE, "{\"ID\":\"g1\",\"Code\":\"F\",\"Name\":\"Female\"}"))
                .contains(new Choice("F", "g1", "Female"));
        assertThat(read(FieldType.CHOICE, "{\"ID\":\"g1\",\"Code\":null,\"_Name\":\"Vrouw\",\"Name\":\"Female\"}"))
                .contains(new Choice("g1", "g1", "Vrouw"));
        assertThat(read(FieldType.CHOICE, "{\"ID\":\"g1\"}")).contains(new Choice("g1", "g1", "g1"));
    }

    @Test
    void makesAListOfCodes() {
        assertThat(read(FieldType.TEXT_LIST, "[{\"ID\":\"2\",\"Code\":\"B\"},{\"ID\":\"1\",\"Code\":\"A\"}]"))
                .contains(List.of("A", "B"));
        assertThat(read(FieldType.TEXT_LIST, "[]")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"DATE,31-12-1990", "TIMESTAMP,1990-01-01", "INTEGER,1.5", "DECIMAL,many", "BOOLEAN,ja", "CHOICE,red"})
    void refusesWhatIsNotOfTheType(FieldType type, String text) {
        assertThatThrownBy(() -> read(type, "\"" + text + "\"")).isInstanceOf(IllegalArgumentException.class);
    }

    private static Optional<Object> read(FieldType type, String json) {
        try {
            return Values.read(type, Json.MAPPER.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
