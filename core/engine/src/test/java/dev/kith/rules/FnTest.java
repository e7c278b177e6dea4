package dev.kith.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FnTest {

    @ParameterizedTest
    @CsvSource({
        "06-12 34 56 78, NL, 31612345678",
        "+31 (0)6 12345678, NL, 31612345678",
        "0031612345678, NL, 31612345678",
        "612345678, NL, 31612345678",
        "31612345678, NL, 31612345678",
        "070-123 45 67, SE, 46701234567",
        "+46 70 123 45 67, NL, 46701234567",
        "412 34 567, NO, 4741234567",
        "20 12 34 56, DK, 4520123456",
        "45123456, DK, 4545123456",
        "040 1234567, FI, 358401234567",
        "0475 12 34 56, BE, 32475123456",
        "0612345678, Nederland, 31612345678",
        "0612345678, , 31612345678"
    })
    void readsPhoneNumbersAsDigitsWithTheCallingCode(String written, String country, String number) {
        assertThat(Fn.phone(written, country)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "see notes", "12", "0612345678 ext 5", "+1234567890123456", "00000000000"})
    void answersNothingForWhatCannotBeAPhoneNumber(String written) {
        assertThat(Fn.phone(written)).isNull();
    }

    @Test
    void answersNothingForALocalNumberOfACountryItDoesNotKnow() {
        assertThat(Fn.phone("0612345678", "JP")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "NL, NL",
        "nl, NL",
        "nld, NL",
        "Nederland, NL",
        "The Netherlands, NL",
        "Sverige, SE",
        "Norge, NO",
        "Danmark, DK",
        "Suomi, FI",
        "België, BE",
        "Deutschland, DE",
        "Atlantis, "
    })
    void knowsCountriesByCodeAndName(String written, String code) {
        assertThat(Fn.country(written)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-31, 2024-01-31",
        "31-01-2024, 2024-01-31",
        "31/1/2024, 2024-01-31",
        "2024-01-31T10:00:00Z, 2024-01-31",
        "2024-02-30, ",
        "tomorrow, ",
        "1-2-3, "
    })
    void readsDates(String written, LocalDate date) {
        assertThat(Fn.date(written)).isEqualTo(date);
    }

    @Test
    void takesNullForNoValue() {
        assertThat(Fn.trim(null)).isNull();
        assertThat(Fn.lower(null)).isNull();
        assertThat(Fn.upper("  ")).isNull();
        assertThat(Fn.capitalize(null)).isNull();
        assertThat(Fn.left(null, 3)).isNull();
        assertThat(Fn.text(null)).isNull();
        assertThat(Fn.digits(null)).isNull();
        assertThat(Fn.number(null)).isNull();
        assertThat(Fn.decimal(null)).isNull();
        assertThat(Fn.round(null)).isNull();
        assertThat(Fn.year(null)).isNull();
        assertThat(Fn.date((String) null)).isNull();
        assertThat(Fn.date((Instant) null)).isNull();
        assertThat(Fn.phone(null)).isNull();
        assertThat(Fn.phone(null, null)).isNull();
        assertThat(Fn.country(null)).isNull();
        assertThat(Fn.yes(null)).isFalse();
        assertThat(Fn.empty(null)).isTrue();
        assertThat(Fn.same(null, null)).isFalse();
        assertThat(Fn.first((String) null)).isNull();
        assertThat(Fn.join(", ", null, " ")).isNull();
    }

    @Test
    void changesTexts() {
        assertThat(Fn.trim("  a b ")).isEqualTo("a b");
        assertThat(Fn.capitalize("élan vital")).isEqualTo("Élan vital");
        assertThat(Fn.left("abcdef", 3)).isEqualTo("abc");
        assertThat(Fn.join(" ", "Anna", null, "van", " ", 12L)).isEqualTo("Anna van 12");
        assertThat(Fn.first(" ", null, " b ", "c")).isEqualTo("b");
        assertThat(Fn.same(" Utrecht ", "UTRECHT")).isTrue();
        assertThat(Fn.text(new BigDecimal("1E+3"))).isEqualTo("1000");
        assertThat(Fn.digits("a1-b2")).isEqualTo("12");
    }

    @Test
    void readsNumbersAndYes() {
        assertThat(Fn.number(" 42 ")).isEqualTo(42L);
        assertThat(Fn.number("4.2")).isNull();
        assertThat(Fn.number("9".repeat(19))).isNull();
        assertThat(Fn.decimal("12,50")).isEqualTo(new BigDecimal("12.50"));
        assertThat(Fn.round(new BigDecimal("2.5"))).isEqualTo(3L);
        assertThat(Fn.round(new BigDecimal("1E+100"))).isNull();
        assertThat(Fn.round(new BigDecimal("-0.06"))).isEqualTo(0L);
        assertThat(Fn.round(new BigDecimal("1E-1000000000"))).isEqualTo(0L);
        assertThat(Fn.year(LocalDate.of(2024, 1, 1))).isEqualTo(2024L);
        assertThat(Fn.yes("Ja")).isTrue();
        assertThat(Fn.yes(1L)).isTrue();
        assertThat(Fn.yes(BigDecimal.ZERO)).isFalse();
        assertThat(Fn.yes("no")).isFalse();
    }

    @Test
    void boundsWhatItMakes() {
        String huge = "x".repeat(1_000_000);

        assertThat(Fn.trim(huge)).hasSize(Fn.LONGEST);
        assertThat(Fn.join(huge, huge, huge)).hasSizeLessThanOrEqualTo(Fn.LONGEST);
        assertThat(Fn.text(new BigDecimal("1E+1000000"))).hasSizeLessThan(100);
        assertThat(Fn.phone(huge)).isNull();
    }
}
