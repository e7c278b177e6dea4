package dev.kith.engine.rules;

/** The text of one rule file, with its name. */
record SourceText(RuleKind kind, String text) {

    /** @param text its line ends become those that every parser takes for one: a lone \r ends a comment for some only */
    SourceText {
        text = text.replace("\r\n", "\n").replace('\r', '\n');
    }

    String file() {
        return kind.file();
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
