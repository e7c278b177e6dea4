package dev.kith.tribe.sim.odata;

import dev.kith.tribe.sim.model.Edm;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Reads the values written in a filter. */
final class Literals {
    static final Pattern GUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern INSTANT =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:\\d\\d)");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d+\\.\\d+");

    private Literals() {}

    /** The literal that a token is; empty when it is a name. */
    static Optional<Term.Literal> of(String token) {
        if (token.startsWith("'")) {
            String text = token.substring(1, token.length() - 1).replace("''", "'");
            return Optional.of(new Term.Literal(text, Edm.STRING));
        }
        try {
            return word(token);
        } catch (DateTimeException e) {
            throw Refusals.malformed();
        }
    }

    private static Optional<Term.Literal> word(String token) {
        if (token.equals("null")) {
            return Optional.of(new Term.Literal(null, null));
        }
        if (token.equals("true") || token.equals("false")) {
            return Optional.of(new Term.Literal(Boolean.valueOf(token), Edm.BOOLEAN));
        }
        if (GUID.matcher(token).matches()) {
            return Optional.of(new Term.Literal(UUID.fromString(token), Edm.GUID));
        }
        if (INSTANT.matcher(token).matches()) {
            return Optional.of(new Term.Literal(OffsetDateTime.parse(token).toInstant(), Edm.INSTANT));
        }
        if (DATE.matcher(token).matches()) {
            return Optional.of(new Term.Literal(LocalDate.parse(token), Edm.DATE));
        }
        if (INTEGER.matcher(token).matches()) {
            return Optional.of(new Term.Literal(Long.valueOf(token), Edm.INT64));
        }
        return DECIMAL.matcher(token).matches()
                ? Optional.of(new Term.Literal(new BigDecimal(token), Edm.DECIMAL))
                : Optional.empty();
    }
}
