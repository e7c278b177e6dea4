package dev.kith.apsisone;

import java.nio.charset.StandardCharsets;

/** Percent-encodes one segment of a path, so that any key can stand in it. */
final class Segment {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private Segment() {}

    static String encode(String text) {
        boolean dots = text.equals(".") || text.equals("..");
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (UNRESERVED.indexOf(c) >= 0 && !dots) {
                out.append(c);
            } else {
                out.append(String.format("%%%02X", b & 0xff));
            }
        }
        return out.toString();
    }
}
