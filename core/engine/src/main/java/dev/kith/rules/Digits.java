package dev.kith.rules;

/** The digits 0 to 9, and no others that Unicode knows. */
final class Digits {

    private static final int MOST = 18;

    private Digits() {}

    static boolean is(char c) {
        return c >= '0' && c <= '9';
    }

    static String of(String text) {
        StringBuilder digits = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (is(text.charAt(i))) {
                digits.append(text.charAt(i));
            }
        }
        return digits.toString();
    }

    /** Whether it is a whole number of at most 18 digits, with or without a sign. */
    static boolean areWhole(String text) {
        int start = text.startsWith("+") || text.startsWith("-") ? 1 : 0;
        int length = text.length() - start;
        if (length < 1 || length > MOST) {
            return false;
        }
        for (int i = start; i < text.length(); i++) {
            if (!is(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
