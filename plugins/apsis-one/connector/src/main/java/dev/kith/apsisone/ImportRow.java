package dev.kith.apsisone;

import dev.kith.spi.ConsentChange;
import dev.kith.spi.ProfileWrite;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes the rows of an import's CSV. */
final class ImportRow {
    private final Shape shape;

    ImportRow(Shape shape) {
        this.shape = shape;
    }

    byte[] header() {
        return line(shape.columns());
    }

    byte[] of(ProfileWrite write) {
        List<String> cells = new ArrayList<>(List.of(write.profileKey()));
        for (String id : shape.attributes().keySet()) {
            Object value = write.set().get(id);
            cells.add(value == null ? "" : text(value));
        }
        Set<Shape.Consent> given = new HashSet<>();
        for (ConsentChange change : write.consents()) {
            given.add(Shape.Consent.of(change));
        }
        shape.consents().forEach(consent -> cells.add(given.contains(consent) ? "1" : "0"));
        return line(cells);
    }

    /** Section 13.4: numbers and seconds as digits, dates with dashes. */
    private static String text(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof Instant time) {
            return Long.toString(time.getEpochSecond());
        }
        return value.toString();
    }

    private static byte[] line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        String separator = "";
        for (String cell : cells) {
            line.append(separator);
            if (!cell.isEmpty()) {
                line.append('"').append(cell.replace("\"", "\"\"")).append('"');
            }
            separator = ",";
        }
        return line.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
