package dev.kith.engine.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the rules of a file start, found without parsing it: for files that can't be parsed. */
record RuleOutline(List<Rule> rules) {

    private static final Pattern NOT_CODE =
            Pattern.compile("\"(?:[^\"\\\\\\n]++|\\\\.)*+\"|//[^\\n]*|/\\*(?s:.*?)\\*/");
    private static final Pattern START = Pattern.compile("(?m)^[ \\t]*+(?<word>rule)\\s++(?:\"([^\"\\n]*)\"|(\\S+))");
    private static final Pattern THEN = Pattern.compile("\\bthen\\b");
    private static final int MOST = 1_000;
    private static final List<String> PARTS = List.of("when", "then", "end");

    /**
     * @param code its text up to the next rule, with blanks for texts and comments
     * @param start where it starts in the file
     */
    record Rule(String name, int line, String code, int start) {

        /** The file's text with blanks for this rule. */
        String blankedOutOf(String text) {
            int end = Math.min(text.length(), start + code.length());
            String blank = blank(text.substring(start, end));
            return text.substring(0, start) + blank + text.substring(end);
        }

        String missing() {
            String part = missingPart().orElse("");
            Matcher large = Pattern.compile("(?i)\\b" + part + "\\b").matcher(code);
            if (large.find()) {
                return "\"" + large.group() + "\" is written in small letters: " + part;
            }
            return "The rule has no \"" + part
                    + "\". A rule is: rule \"name\" when contact : Contact( ... ) then ...; end";
        }

        boolean hasTwoThens() {
            return THEN.matcher(code).results().count() > 1;
        }

        private Optional<String> missingPart() {
            return PARTS.stream()
                    .filter(part ->
                            !Pattern.compile("\\b" + part + "\\b").matcher(code).find())
                    .findFirst();
        }
    }

    /** The text with blanks for what stands in quotes and comments. */
    static String code(String text) {
        return NOT_CODE.matcher(text).replaceAll(match -> blank(match.group()));
    }

    /** As many characters as before: a sign outside of the first plane, such as an emoji, is two of them. */
    private static String blank(String text) {
        StringBuilder blank = new StringBuilder(text.length());
        text.chars().forEach(c -> blank.append(c == '\n' ? '\n' : ' '));
        return blank.toString();
    }

    static RuleOutline of(SourceText source) {
        String code = code(source.text());
        Matcher matcher = START.matcher(source.text());
        List<Integer> starts = new ArrayList<>();
        List<String> names = new ArrayList<>();
        while (starts.size() < MOST && matcher.find()) {
            // What looks like a rule in a comment is blank in the code.
            if (code.startsWith("rule", matcher.start("word"))) {
                starts.add(matcher.start("word"));
                names.add(matcher.group(2) != null ? matcher.group(2) : matcher.group(3));
            }
        }
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            int start = starts.get(i);
            int end = i + 1 < starts.size() ? starts.get(i + 1) : code.length();
            rules.add(new Rule(names.get(i), source.lineAt(start), code.substring(start, end), start));
        }
        return new RuleOutline(List.copyOf(rules));
    }

    /** The first rule up to a line that lacks one of its parts. */
    Optional<Rule> incomplete(int line) {
        return rules.stream()
                .filter(rule -> rule.line() <= line && rule.missingPart().isPresent())
                .findFirst();
    }

    /** The last rule that starts on or before a line. */
    Optional<Rule> at(int line) {
        return rules.stream().filter(rule -> rule.line() <= line).reduce((earlier, later) -> later);
    }
}
