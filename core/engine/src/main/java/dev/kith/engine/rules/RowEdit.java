package dev.kith.engine.rules;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes single rules of a file's text and leaves every other character as it is. */
final class RowEdit {

    private static final Pattern HEAD = Pattern.compile("(?m)^[ \\t]*+(?:package|import)\\b[^\\r\\n]*");
    private static final Pattern RULE = Pattern.compile("(?m)^[ \\t]*+rule\\b");

    private final StringBuilder text;
    private final String lineEnd;

    RowEdit(String text) {
        this.text = new StringBuilder(text);
        this.lineEnd = text.contains("\r\n") ? "\r\n" : "\n";
    }

    String text() {
        return text.toString();
    }

    /** @param rule ends with a line end, which the place has already */
    void replace(int start, int end, String rule) {
        text.replace(start, end, withLineEnds(rule.strip()));
    }

    /** With the rest of its last line, and one of the empty lines around it. */
    void remove(int start, int end) {
        int from = start;
        int to = end;
        while (to < text.length() && (text.charAt(to) == ' ' || text.charAt(to) == '\t')) {
            to++;
        }
        boolean lineEnds = to == text.length() || isLineEnd(to);
        to = lineEnds ? afterLineEnd(to) : end;
        boolean emptyAfter = lineEnds && (to == text.length() || isLineEnd(to));
        if (emptyAfter && endsWithTwoLineEnds(from)) {
            from -= text.substring(0, from).endsWith("\r\n") ? 2 : 1;
        }
        text.delete(from, to);
    }

    void append(String rule) {
        if (text.length() > 0 && text.charAt(text.length() - 1) != '\n') {
            text.append(lineEnd);
        }
        text.append(lineEnd).append(withLineEnds(rule));
    }

    /** Adds an import below the others, unless the file has it. */
    void needs(String imported) {
        String code = RuleOutline.code(text.toString());
        if (code.lines().map(RowEdit::words).anyMatch(imported::equals)) {
            return;
        }
        Matcher rule = RULE.matcher(code);
        Matcher head = HEAD.matcher(code);
        head.region(0, rule.find() ? rule.start() : code.length());
        int place = 0;
        while (head.find()) {
            place = head.end();
        }
        text.insert(place, lineEnd + imported);
    }

    private static String words(String line) {
        return line.strip().replaceAll("\\s+", " ").replaceFirst(" ?;$", "");
    }

    private String withLineEnds(String rule) {
        return rule.replace("\n", lineEnd);
    }

    private boolean isLineEnd(int at) {
        return text.charAt(at) == '\n' || text.indexOf("\r\n", at) == at;
    }

    private int afterLineEnd(int at) {
        if (at >= text.length()) {
            return at;
        }
        return at + (text.charAt(at) == '\n' ? 1 : 2);
    }

    private boolean endsWithTwoLineEnds(int at) {
        String before = text.substring(Math.max(0, at - 4), at).replace("\r\n", "\n");
        return before.endsWith("\n\n");
    }
}
