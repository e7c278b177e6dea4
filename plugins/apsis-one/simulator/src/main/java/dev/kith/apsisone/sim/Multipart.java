package dev.kith.apsisone.sim;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of a {@code multipart/form-data} body, as an S3 POST has them: fields first, the file last. */
record Multipart(Map<String, String> fields, String file) {
    private static final Pattern BOUNDARY = Pattern.compile("multipart/form-data;\\s*boundary=\"?([^\";]+)\"?");
    private static final Pattern NAME = Pattern.compile("(?i)content-disposition:[^\r\n]*;\\s*name=\"([^\"]*)\"");

    /**
     * Reads a body.
     *
     * @throws IllegalArgumentException when it isn't such a body, or a field comes after the file
     */
    static Multipart read(String contentType, byte[] body) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.matches()) {
            throw new IllegalArgumentException("Content-Type must be multipart/form-data with a boundary");
        }
        String text = new String(body, StandardCharsets.UTF_8);
        String mark = "--" + boundary.group(1);
        Map<String, String> fields = new LinkedHashMap<>();
        int start = text.indexOf(mark);
        while (start >= 0) {
            int from = start + mark.length();
            if (text.startsWith("--", from)) {
                break;
            }
            int end = text.indexOf("\r\n" + mark, from);
            int head = text.indexOf("\r\n\r\n", from);
            if (end < 0 || head < 0 || head > end) {
                throw new IllegalArgumentException("A part has no end");
            }
            Matcher name = NAME.matcher(text.substring(from, head));
            if (!name.find()) {
                throw new IllegalArgumentException("A part has no name");
            }
            String value = text.substring(head + 4, end);
            if (name.group(1).equals("file")) {
                return new Multipart(fields, value);
            }
            fields.put(name.group(1), value);
            start = end + 2;
        }
        throw new IllegalArgumentException("There is no part named file");
    }
}
