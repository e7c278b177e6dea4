package dev.kith.engine.rules;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the characters of a rule file before any parser does: keeps away what would hang or crash one, and names the slips
 * that parsers describe badly (curly quotes, a text that does not end).
 */
final class TextGuard {

    private static final int LARGEST = 256 * 1024;
    private static final int LONGEST_TEXT = 2_000;
    private static final int MOST_OPERATORS = 100;
    private static final int MOST_OPERATORS_OF_FILE = 5_000;
    private static final int MOST_PROBLEMS = 20;
    private static final char LAST_OF_ASCII = 127;
    private static final Pattern UNICODE_ESCAPE = Pattern.compile("\\\\u");
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F-\\x9F]");
    private static final Pattern INVISIBLE = Pattern.compile(
            "[\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]");
    private static final String CURLY = "\u201c\u201d\u201e\u2018\u2019\u201a\u00ab\u00bb";
    private static final String ESCAPED = "\"\\nt";

    private final SourceText source;
    private final String text;
    private final Problems problems;
    private final Nesting nesting;
    private int at;
    private int operators;
    private int operatorsOfFile;
    private int told;

    private TextGuard(SourceText source, Problems problems) {
        this.source = source;
        this.text = source.text();
        this.problems = problems;
        this.nesting = new Nesting();
    }

    /** Whether a parser may see the text; adds the problems when not. */
    static boolean passes(SourceText source, Problems problems) {
        if (source.text().length() > LARGEST) {
            problems.add(source.file(), 0, "The file is larger than 256 kB. Split the rule set.");
            return false;
        }
        if (source.text().isBlank()) {
            problems.add(
                    source.file(),
                    0,
                    "The file is empty. It has at least a first line such as: package tribe."
                            + source.file().replace(".drl", ""));
            return false;
        }
        TextGuard guard = new TextGuard(source, problems);
        guard.refuse(UNICODE_ESCAPE, "A \\u escape is not allowed. Write the character itself.");
        guard.refuse(CONTROL, "There is a control character here that can't be seen. Delete it.");
        guard.refuse(INVISIBLE, "There is a character here that can't be seen. Delete this line and type it again.");
        guard.scan();
        return guard.told == 0;
    }

    private void refuse(Pattern pattern, String message) {
        Matcher matcher = pattern.matcher(text);
        if (matcher.find()) {
            problem(matcher.start(), message);
        }
    }

    private void scan() {
        while (at < text.length() && told < MOST_PROBLEMS) {
            char c = text.charAt(at);
            if (text.startsWith("//", at)) {
                skipTo("\n", 0);
            } else if (text.startsWith("/*", at)) {
                skipTo("*/", 2);
            } else if (c == '"') {
                quoted();
                nesting.sees('"');
            } else {
                code(c);
                at++;
            }
        }
    }

    private void skipTo(String end, int length) {
        int found = text.indexOf(end, at + length);
        if (found < 0 && length > 0) {
            problem(at, "The comment that starts here does not end. Write */ after it.");
        }
        at = found < 0 ? text.length() : found + length;
    }

    private void quoted() {
        int start = at++;
        while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\n') {
            at += text.charAt(at) == '\\' ? escaped() : 1;
        }
        if (at >= text.length() || text.charAt(at) == '\n') {
            problem(start, "The text that starts here does not end on this line. Write a \" after it.");
        } else if (at - start > LONGEST_TEXT) {
            problem(start, "The text that starts here is longer than 2,000 characters. Make it shorter.");
        }
        at++;
    }

    private int escaped() {
        char next = at + 1 < text.length() ? text.charAt(at + 1) : '\n';
        if (next != 'u' && ESCAPED.indexOf(next) < 0) {
            problem(at, "A \\ in a text stands only before \" and \\ (and as \\n, \\t). Write \\\\ for one \\.");
        }
        return next == '\n' ? 1 : 2;
    }

    private void code(char c) {
        if (CURLY.indexOf(c) >= 0) {
            problem(at, "There is a curly quote (" + c + ") here. Write texts in straight quotes: \"...\".");
        } else if (c == '\'') {
            problem(at, "There is a single quote here. Write texts in double quotes: \"...\".");
        } else if (c == '`') {
            problem(at, "There is a back quote (`) here. Take it out; texts stand in double quotes: \"...\".");
        } else if (c > LAST_OF_ASCII && Character.isSpaceChar(c)) {
            problem(at, "There is a no-break space here, as web pages have them. Write an ordinary space.");
        } else if (isForeign()) {
            String sign = Character.toString(text.codePointAt(at));
            problem(at, "The character " + sign + " can stand in quotes and in notes only. Take it out here.");
        } else if (isOperator()) {
            count();
        } else if (startsRule()) {
            operators = 0;
        }
        nesting.sees(c).ifPresent(message -> problem(at, message));
    }

    /** Whether it is neither a letter nor a sign that rules have; a second half is told with its first one. */
    private boolean isForeign() {
        int sign = text.codePointAt(at);
        return sign > LAST_OF_ASCII
                && !Character.isUnicodeIdentifierPart(sign)
                && !Character.isLowSurrogate(text.charAt(at));
    }

    private void count() {
        if (++operators == MOST_OPERATORS + 1) {
            problem(at, "A rule has more than 100 of && and ||. Use: field in (\"A\", \"B\"), or several rules.");
        }
        if (++operatorsOfFile == MOST_OPERATORS_OF_FILE + 1) {
            problem(at, "The file has more than 5,000 of && and ||. Use: field in (\"A\", \"B\").");
        }
    }

    private boolean isOperator() {
        return (text.startsWith("&&", at) && !text.startsWith("&&", at - 1))
                || (text.startsWith("||", at) && !text.startsWith("||", at - 1));
    }

    private boolean startsRule() {
        return text.startsWith("rule", at)
                && (at == 0 || Character.isWhitespace(text.charAt(at - 1)))
                && at + 4 < text.length()
                && Character.isWhitespace(text.charAt(at + 4));
    }

    private void problem(int offset, String message) {
        told++;
        problems.add(source.file(), source.lineAt(offset), message);
    }
}
