package dev.kith.engine.rules;

import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The text of one rule file, with its name. */
record SourceText(RuleKind kind, String text) {

    private static final char LAST_OF_ASCII = 127;

    /** @param text its line ends become those that every parser takes for one: a lone \r ends a comment for some only */
    SourceText {
        text = text.replace("\r\n", "\n").replace('\r', '\n');
    }

    String file() {
        return kind.file();
    }

    /** Where the first character stands that only some character sets have. */
    OptionalInt firstBeyondAscii() {
        return IntStream.range(0, text.length())
                .filter(i -> text.charAt(i) > LAST_OF_ASCII)
                .findFirst();
    }

    int lineAt(int offset) {
        int line = 1;
        int end = Math.min(offset, text.length());
        for (int i = 0; i < end; i++) {
            if (text.charAt(i) == '\n') {
                line++;
            }
        }
        return line;
    }
}
