package dev.kith.tribe;

import java.nio.charset.StandardCharsets;

/** Percent-encoding as RFC 3986 has it: a space becomes %20, a plus %2B. */
final class Escape {
    private static final String UNRESERVED = "-._~";
    private static final String PLAIN_IN_QUERY = UNRESERVED + "$(),;=/:'*!@";

    private Escape() {}

    static String query(String text) {
        return encode(text, PLAIN_IN_QUERY);
    }

    static String form(String text) {
        return encode(text, UNRESERVED);
    }

    private static String encode(String text, String plain) {
        StringBuilder result = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if ((c < 128 && Character.isLetterOrDigit(c)) || plain.indexOf(c) >= 0) {
                result.append(c);
            } else {
                result.append(String.format("%%%02X", (int) c));
            }
        }
        return result.toString();
    }
}
