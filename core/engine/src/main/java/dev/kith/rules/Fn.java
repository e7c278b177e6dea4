package dev.kith.rules;

import dev.kith.spi.Channel;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The helpers of rules: {@code import static dev.kith.rules.Fn.*}. None reads a clock or keeps anything, each takes null
 * for "no value" and answers null when there is nothing to say. Texts are cut at {@value #LONGEST} characters.
 */
public final class Fn {

    /** Part of every rule set's version: raised when a helper starts to answer differently. */
    public static final int VERSION = 1;

    /** A channel of {@code contact.optIn}. */
    public static final Channel EMAIL = Channel.EMAIL;

    /** A channel of {@code contact.optIn}. */
    public static final Channel SMS = Channel.SMS;

    static final int LONGEST = 10_000;

    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,18}([.,][0-9]{1,18})?");
    private static final Set<String> YES = Set.of("yes", "y", "ja", "j", "true", "1", "on", "kyllä", "x");

    private Fn() {}

    /** Without white space at both ends; null when nothing is left. */
    public static @Nullable String trim(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String trimmed = cut(text).strip();
        return trimmed.isEmpty() ? null : trimmed;
    }

    /** In small letters, trimmed. */
    public static @Nullable String lower(@Nullable String text) {
        String trimmed = trim(text);
        return trimmed == null ? null : trimmed.toLowerCase(Locale.ROOT);
    }

    /** In capital letters, trimmed. */
    public static @Nullable String upper(@Nullable String text) {
        String trimmed = trim(text);
        return trimmed == null ? null : trimmed.toUpperCase(Locale.ROOT);
    }

    /** With a capital first letter; the rest stays as it is. */
    public static @Nullable String capitalize(@Nullable String text) {
        String trimmed = trim(text);
        if (trimmed == null) {
            return null;
        }
        int first = trimmed.offsetByCodePoints(0, 1);
        return trimmed.substring(0, first).toUpperCase(Locale.ROOT) + trimmed.substring(first);
    }

    /** The first so many characters. */
    public static @Nullable String left(@Nullable String text, int length) {
        String trimmed = trim(text);
        return trimmed == null || trimmed.length() <= length
                ? trimmed
                : trim(trimmed.substring(0, Math.max(0, length)));
    }

    /** Whether there is nothing to read in it. */
    public static boolean empty(@Nullable Object value) {
        return text(value) == null;
    }

    /** Whether both are the same text, capitals and white space at the ends apart. No value is the same as nothing. */
    public static boolean same(@Nullable Object one, @Nullable Object other) {
        String left = text(one);
        String right = text(other);
        return left != null && right != null && left.equalsIgnoreCase(right);
    }

    /** Any value as text, trimmed. */
    public static @Nullable String text(@Nullable Object value) {
        if (value instanceof BigDecimal decimal) {
            return plain(decimal);
        }
        return value == null ? null : trim(value.toString());
    }

    /** The parts that have a value, with the separator between them; null when none has. */
    public static @Nullable String join(String separator, @Nullable Object... parts) {
        List<String> texts = new ArrayList<>();
        for (Object part : parts) {
            String text = text(part);
            if (text != null) {
                texts.add(text);
            }
        }
        return trim(String.join(separator(separator), texts));
    }

    /** The first text that isn't empty. */
    public static @Nullable String first(@Nullable String... texts) {
        for (String text : texts) {
            String trimmed = trim(text);
            if (trimmed != null) {
                return trimmed;
            }
        }
        return null;
    }

    /** True for true, a number that isn't 0, and the words yes, y, ja, j, true, on, x, 1. */
    public static boolean yes(@Nullable Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.signum() != 0;
        }
        if (value instanceof Number number) {
            return number.longValue() != 0;
        }
        String text = text(value);
        return text != null && YES.contains(text.toLowerCase(Locale.ROOT));
    }

    /** A date written as 2024-01-31, 31-01-2024, 31/01/2024 or 31.1.2024; null for anything else. */
    public static @Nullable LocalDate date(@Nullable String text) {
        String trimmed = trim(text);
        if (trimmed == null || trimmed.length() > 40) {
            return null;
        }
        String date = trimmed.length() > 10 && trimmed.charAt(10) == 'T' ? trimmed.substring(0, 10) : trimmed;
        String[] parts = date.split("[-/.]", -1);
        if (parts.length != 3) {
            return null;
        }
        boolean yearFirst = parts[0].length() == 4;
        return day(yearFirst ? parts[0] : parts[2], parts[1], yearFirst ? parts[2] : parts[0]);
    }

    /** The day of a moment, in UTC. */
    public static @Nullable LocalDate date(@Nullable Instant moment) {
        return moment == null ? null : LocalDate.ofInstant(moment, ZoneOffset.UTC);
    }

    /** The year of a date. */
    public static @Nullable Long year(@Nullable LocalDate date) {
        return date == null ? null : (long) date.getYear();
    }

    /** The digits of a text. */
    public static @Nullable String digits(@Nullable String text) {
        return text == null ? null : trim(Digits.of(cut(text)));
    }

    /** A whole number; null when the text isn't one or has more than 18 digits. */
    public static @Nullable Long number(@Nullable String text) {
        String trimmed = trim(text);
        return trimmed != null && Digits.areWhole(trimmed) ? Long.valueOf(trimmed) : null;
    }

    /** A number with a dot or a comma before its decimals; null when the text isn't one. */
    public static @Nullable BigDecimal decimal(@Nullable String text) {
        String trimmed = trim(text);
        return trimmed != null && DECIMAL.matcher(trimmed).matches() ? new BigDecimal(trimmed.replace(',', '.')) : null;
    }

    /** The nearest whole number, halves away from 0. */
    public static @Nullable Long round(@Nullable BigDecimal number) {
        if (number == null) {
            return null;
        }
        long digits = (long) number.precision() - number.scale();
        if (digits > 18) {
            return null;
        }
        if (digits < 0) {
            return 0L;
        }
        return number.setScale(0, RoundingMode.HALF_UP).longValue();
    }

    /** A phone number of the Netherlands, as {@link #phone(String, String)}. */
    public static @Nullable String phone(@Nullable String text) {
        return Phone.msisdn(cut(text), "NL");
    }

    /**
     * A phone number as digits with the country's calling code first and no zeros before it ({@code 31612345678}); null
     * when it can't be one. A number without a calling code is one of the given country.
     */
    public static @Nullable String phone(@Nullable String text, @Nullable String country) {
        String code = country(country);
        return Phone.msisdn(cut(text), code == null ? "NL" : code);
    }

    /** The two-letter code of a country given as code or by a usual name of it; null when it isn't known. */
    public static @Nullable String country(@Nullable String text) {
        return Country.code(trim(text));
    }

    private static @Nullable LocalDate day(String year, String month, String day) {
        Long y = number(year);
        Long m = number(month);
        Long d = number(day);
        if (y == null || m == null || d == null || year.length() != 4) {
            return null;
        }
        try {
            return LocalDate.of(y.intValue(), m.intValue(), d.intValue());
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable String plain(BigDecimal decimal) {
        boolean readable = decimal.precision() <= 100 && decimal.scale() >= -100 && decimal.scale() <= 100;
        return readable ? decimal.toPlainString() : decimal.toString();
    }

    private static String separator(@Nullable String separator) {
        return separator == null ? "" : separator.substring(0, Math.min(100, separator.length()));
    }

    private static String cut(@Nullable String text) {
        if (text == null) {
            return "";
        }
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
