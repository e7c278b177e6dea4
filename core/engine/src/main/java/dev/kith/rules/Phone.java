package dev.kith.rules;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads phone numbers as people write them. Knows calling codes, not which numbers are in use. */
final class Phone {

    private static final Map<String, String> CALLING_CODES = Map.ofEntries(
            Map.entry("NL", "31"),
            Map.entry("BE", "32"),
            Map.entry("FR", "33"),
            Map.entry("GB", "44"),
            Map.entry("DK", "45"),
            Map.entry("SE", "46"),
            Map.entry("NO", "47"),
            Map.entry("DE", "49"),
            Map.entry("FI", "358"));

    private static final String SIGNS = "+ ()./-";
    private static final int SHORTEST_WRITTEN = 5;
    private static final int LONGEST_WRITTEN = 40;
    private static final int SHORTEST = 8;
    private static final int LONGEST = 15;

    private Phone() {}

    static @Nullable String msisdn(String text, String country) {
        String written = text.strip().replace("(0)", "");
        if (!isWritten(written)) {
            return null;
        }
        String digits = Digits.of(written);
        String number = written.startsWith("+") ? digits : withCallingCode(digits, country);
        return number != null && isPlausible(number) ? number : null;
    }

    private static boolean isWritten(String text) {
        if (text.length() < SHORTEST_WRITTEN || text.length() > LONGEST_WRITTEN) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean dash = c >= '\u2010' && c <= '\u2015';
            if (!Digits.is(c) && !dash && SIGNS.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlausible(String number) {
        return number.length() >= SHORTEST && number.length() <= LONGEST && !number.startsWith("0");
    }

    private static @Nullable String withCallingCode(String digits, String country) {
        if (digits.startsWith("00")) {
            return digits.substring(2);
        }
        String code = CALLING_CODES.get(country);
        if (code == null) {
            return null;
        }
        if (digits.startsWith("0")) {
            return code + digits.substring(1);
        }
        boolean complete = digits.startsWith(code) && digits.length() > SHORTEST + 1;
        return complete ? digits : code + digits;
    }
}
