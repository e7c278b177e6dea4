package dev.kith.engine.rules;

import java.util.List;
import java.util.Optional;

/** Helpers and channels are there only in a file that imports them. */
final class HelperImport {

    private static final String TARGET = "dev.kith.rules.Fn.*";

    private HelperImport() {}

    /** Names the first helper of each rule, when the file doesn't import any. */
    static void check(ParsedFile file, boolean imported, Problems problems) {
        if (imported) {
            return;
        }
        for (ParsedRule rule : file.rules()) {
            first(Token.of(rule.source().text(), rule.source().line()))
                    .ifPresent(word -> rule.problem(
                            problems,
                            word.line(),
                            "\"" + word.text() + "\" is known only in a file that imports it. Write below the package"
                                    + " line: import static " + TARGET));
        }
    }

    static boolean isTarget(String imported) {
        return imported.equals(TARGET);
    }

    private static Optional<Token> first(List<Token> tokens) {
        for (int i = 1; i + 1 < tokens.size(); i++) {
            Token word = tokens.get(i);
            boolean helper = Vocabulary.FUNCTIONS.contains(word.text())
                    && tokens.get(i + 1).is("(");
            boolean channel = Vocabulary.CHANNELS.contains(word.text());
            if (word.kind() == Token.Kind.NAME
                    && (helper || channel)
                    && !tokens.get(i - 1).is(".")) {
                return Optional.of(word);
            }
        }
        return Optional.empty();
    }
}
