package dev.kith.tribe.sim.odata;

import java.util.ArrayList;
import java.util.List;

/** Cuts a filter into words, quoted texts and marks. */
final class Tokens {
    private final List<String> all = new ArrayList<>();
    private int at;

    Tokens(String text) {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            int end = end(text, i);
            if (c != ' ') {
                all.add(text.substring(i, end));
            }
            i = end;
        }
    }

    private static int end(String text, int start) {
        char c = text.charAt(start);
        if (c == '\'') {
            return endOfText(text, start);
        }
        if (isWord(c)) {
            return endOfWord(text, start);
        }
        if (" (),/".indexOf(c) < 0) {
            throw Refusals.malformed();
        }
        return start + 1;
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || "_.:+-$@".indexOf(c) >= 0;
    }

    private static int endOfWord(String text, int start) {
        int end = start;
        while (end < text.length() && isWord(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int endOfText(String text, int start) {
        int end = start + 1;
        while (end < text.length()) {
            if (text.charAt(end) != '\'') {
                end++;
            } else if (end + 1 < text.length() && text.charAt(end + 1) == '\'') {
                end += 2;
            } else {
                return end + 1;
            }
        }
        throw Refusals.malformed();
    }

    boolean done() {
        return at == all.size();
    }

    /** The token ahead; empty at the end. */
    String peek() {
        return done() ? "" : all.get(at);
    }

    String next() {
        if (done()) {
            throw Refusals.malformed();
        }
        return all.get(at++);
    }

    /** The variable of a lambda expression; what stands right behind its colon is the next token. */
    String variable() {
        String token = next();
        int colon = token.indexOf(':');
        if (colon < 1) {
            throw Refusals.malformed();
        }
        if (colon + 1 < token.length()) {
            at--;
            all.set(at, token.substring(colon + 1));
        }
        return token.substring(0, colon);
    }

    /** Steps over the token if it comes next. */
    boolean skip(String token) {
        if (!peek().equals(token)) {
            return false;
        }
        at++;
        return true;
    }

    void expect(String token) {
        if (!skip(token)) {
            throw Refusals.malformed();
        }
    }
}
