package dev.kith.engine.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A word or sign of a condition. */
record Token(Kind kind, String text, int line) {

    enum Kind {
        NAME,
        TEXT,
        NUMBER,
        SIGN,
        NONE
    }

    private static final Pattern TOKEN = Pattern.compile("(?<space>\\s+|//[^\\n]*|/\\*(?s:.*?)\\*/)"
            + "|(?<name>[\\p{L}_$][\\p{L}\\p{Nd}_$]*)"
            + "|(?<text>\"(?:[^\"\\\\]++|\\\\.)*+\")"
            + "|(?<number>[0-9]{1,18}(?:\\.[0-9]{1,18})?[LBbldDfF]?(?![0-9A-Za-z_.]))"
            + "|(?<sign>==|!=|<=|>=|&&|\\|\\||:=|->|!\\.|::|(?s:.))");

    static List<Token> of(String text, int firstLine) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        int line = firstLine;
        while (matcher.find()) {
            String found = matcher.group();
            if (matcher.group("space") == null) {
                tokens.add(new Token(kind(matcher), found, line));
            }
            line += (int) found.chars().filter(c -> c == '\n').count();
        }
        return tokens;
    }

    /** Stands for what is before the first and after the last one. */
    static Token none(int line) {
        return new Token(Kind.NONE, "", line);
    }

    boolean is(String sign) {
        return kind != Kind.TEXT && text.equals(sign);
    }

    /** The text between the quotes. */
    String content() {
        return text.substring(1, text.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\");
    }

    private static Kind kind(Matcher matcher) {
        if (matcher.group("name") != null) {
            return Kind.NAME;
        }
        if (matcher.group("text") != null) {
            return Kind.TEXT;
        }
        return matcher.group("number") != null ? Kind.NUMBER : Kind.SIGN;
    }
}
