package dev.kith.engine.rules;

import static dev.kith.engine.rules.RuleKind.CONDITION;
import static dev.kith.engine.rules.RuleKind.CONSENT;
import static dev.kith.engine.rules.RuleKind.MAPPING;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The tables of rules in the folder {@code rules} of the test resources. */
final class Corpus {

    private static final Pattern REPEAT = Pattern.compile("«(\\d+):([^»]*)»");

    private Corpus() {}

    /** A line of a table. */
    record Line(int number, String what, String text) {

        RuleFiles files() {
            return switch (what) {
                case "whole" -> Texts.withText(MAPPING, text);
                case "file" -> Texts.with(MAPPING, text);
                case "consent" -> Texts.with(CONSENT, rule());
                case "condition" -> Texts.with(CONDITION, rule());
                default -> Texts.with(MAPPING, rule());
            };
        }

        /** The rule of a line that is not a whole file. */
        String rule() {
            String name = "Line " + number;
            return switch (what) {
                case "condition" -> Texts.rule(name, text, "contact.deny(\"no\");");
                case "mvel" -> Texts.rule(name, "", text).replace("\nwhen", "\ndialect \"mvel\"\nwhen");
                case "action", "consent" -> Texts.rule(name, "", text);
                default -> throw new IllegalStateException("No rule: " + what);
            };
        }

        @Override
        public String toString() {
            return number + " " + what + " " + text.substring(0, Math.min(80, text.length()));
        }
    }

    static List<Line> read(String name) {
        try (InputStream in = requireNonNull(Corpus.class.getResourceAsStream("/rules/" + name), name)) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return java.util.stream.IntStream.range(0, lines.size())
                    .filter(i -> !lines.get(i).startsWith("#"))
                    .mapToObj(i -> line(i + 1, lines.get(i)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Line line(int number, String line) {
        int bar = line.indexOf('|');
        String text = REPEAT.matcher(line.substring(bar + 1)).replaceAll(Corpus::repeated);
        return new Line(number, line.substring(0, bar), text.replace('¶', '\n'));
    }

    private static String repeated(MatchResult found) {
        return java.util.regex.Matcher.quoteReplacement(found.group(2).repeat(Integer.parseInt(found.group(1))));
    }
}
