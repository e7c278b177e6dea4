package dev.kith.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.spi.Attribute;
import dev.kith.spi.Attribute.Purpose;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** D46: a value that doesn't fit an attribute's type. */
class FitTest {

    @Test
    void turnsWhatCanBeTurnedWithoutLoss() {
        assertThat(Fit.to(of(Attribute.Type.INTEGER), "31612345678")).contains(31612345678L);
        assertThat(Fit.to(of(Attribute.Type.INTEGER), new BigDecimal("7.00"))).contains(7L);
        assertThat(Fit.to(of(Attribute.Type.DECIMAL), 7L)).contains(new BigDecimal("7"));
        assertThat(Fit.to(of(Attribute.Type.TEXT), 7L)).contains("7");
        assertThat(Fit.to(of(Attribute.Type.BOOLEAN), "true")).contains(true);
        assertThat(Fit.to(of(Attribute.Type.DATE), "2024-02-29")).contains(LocalDate.of(2024, 2, 29));
        assertThat(Fit.to(of(Attribute.Type.DATE), Instant.parse("2024-02-29T23:30:00Z")))
                .contains(LocalDate.of(2024, 2, 29));
        assertThat(Fit.to(of(Attribute.Type.TIMESTAMP), LocalDate.of(2024, 2, 29)))
                .contains(Instant.parse("2024-02-29T00:00:00Z"));
    }

    @Test
    void refusesWhatWouldLose() {
        assertThat(Fit.to(of(Attribute.Type.INTEGER), "12a")).isEmpty();
        assertThat(Fit.to(of(Attribute.Type.INTEGER), new BigDecimal("7.5"))).isEmpty();
        assertThat(Fit.to(of(Attribute.Type.INTEGER), true)).isEmpty();
        assertThat(Fit.to(of(Attribute.Type.INTEGER), "99999999999999999999")).isEmpty();
        assertThat(Fit.to(of(Attribute.Type.DECIMAL), "a")).isEmpty();
        assertThat(Fit.to(of(Attribute.Type.BOOLEAN), "yes")).isEmpty();
        assertThat(Fit.to(of(Attribute.Type.DATE), "29-02-2024")).isEmpty();
        assertThat(Fit.to(of(Attribute.Type.TIMESTAMP), "soon")).isEmpty();
    }

    @Test
    void countsCharactersAndNotCodeUnitsOfText() {
        assertThat(Fit.to(of(Attribute.Type.TEXT), "😀".repeat(10))).isPresent();
        assertThat(Fit.to(of(Attribute.Type.TEXT), "😀".repeat(11))).isEmpty();
    }

    @Test
    void saysWhyWithoutSayingTheValue() {
        assertThat(Fit.misfit(of(Attribute.Type.TEXT), "Maximiliaan"))
                .isEqualTo("\"First name\" takes at most 10 characters, found text of 11 characters");
        assertThat(Fit.misfit(of(Attribute.Type.INTEGER), "secret")).doesNotContain("secret");
    }

    @Test
    void writesEqualNumbersAsEqualText() {
        assertThat(Fit.canonical(new BigDecimal("100.00"))).isEqualTo(Fit.canonical(new BigDecimal("1E+2")));
        assertThat(Fit.canonical(new BigDecimal("0.00"))).isEqualTo("0");
    }

    private static Attribute of(Attribute.Type type) {
        return new Attribute("id", "First name", type, Purpose.MAPPED, 10, true);
    }
}
