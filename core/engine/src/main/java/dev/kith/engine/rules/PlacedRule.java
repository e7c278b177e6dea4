package dev.kith.engine.rules;

import java.util.Optional;

/**
 * A rule with its place in the file.
 *
 * @param start where it starts in the text of the file, line ends as they are there
 * @param row empty for a rule that is no row
 */
record PlacedRule(RuleText text, int start, int end, Optional<Row> row) {

    static PlacedRule of(ParsedRule rule, String file, Schema schema) {
        int start = place(file, rule.tree().getStartCharacter());
        // The parser takes the line end after some rules as part of them.
        int end = start
                + file.substring(start, Math.max(start, place(file, rule.tree().getEndCharacter() + 1)))
                        .stripTrailing()
                        .length();
        Optional<Row> row = Optional.empty();
        if (start < end
                && file.startsWith("rule", start)
                && file.substring(start, end).endsWith("end")) {
            row = RowReader.read(rule.kind(), rule.source().text(), schema);
        }
        return new PlacedRule(rule.source(), start, end, row);
    }

    /** The place in a text with line ends of two characters that is the given one when they are of one. */
    private static int place(String text, int offset) {
        int place = 0;
        for (int i = 0; i < offset && place < text.length(); i++) {
            place += text.startsWith("\r\n", place) ? 2 : 1;
        }
        return Math.min(place, text.length());
    }
}
