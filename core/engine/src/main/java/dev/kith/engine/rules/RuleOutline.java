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
    private static final Pattern START = Pattern.compile("(?m)^[ \\t]*+rule\\s++(?:\"([^\"\\n]*)\"|(\\S+))");
    private static final int MOST = 1_000;
    private static final List<String> PARTS = List.of("when", "then", "end");

    /** @param code its text up to the next rule, with blanks for texts and comments */
    record Rule(String name, int line, String code) {
        String missing() {
            String part = missingPart().orElse("");
            return "The rule has no \"" + part
                    + "\". A rule is: rule \"name\" when contact : Contact( ... ) then ...; end";
        }

        private Optional<String> missingPart() {
            return PARTS.stream()
                    .filter(part ->
                            !Pattern.compile("\\b" + part + "\\b").matcher(code).find())
                    .findFirst();
        }
    }

    static RuleOutline of(SourceText source) {
        String code = NOT_CODE.matcher(source.text())
                .replaceAll(match -> " ".repeat(match.group().length()));
        Matcher matcher = START.matcher(source.text());
        List<Rule> rules = new ArrayList<>();
        List<Integer> starts = new ArrayList<>();
        while (rules.size() < MOST && matcher.find()) {
            starts.add(matcher.end());
            String name = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
            rules.add(new Rule(name, source.lineAt(matcher.end()), ""));
        }
        for (int i = 0; i < rules.size(); i++) {
            int end = i + 1 < rules.size() ? starts.get(i + 1) : code.length();
            rules.set(i, new Rule(rules.get(i).name(), rules.get(i).line(), code.substring(starts.get(i), end)));
        }
        return new RuleOutline(List.copyOf(rules));
    }

    /** The first rule up to a line that lacks one of its parts. */
    Optional<Rule> incomplete(int line) {
        return rules.stream()
                .filter(rule -> rule.line() <= line && rule.missingPart().isPresent())
                .findFirst();
    }

    /** The name of the last rule that starts on or before a line. */
    String nameAt(int line) {
        return rules.stream()
                .filter(rule -> rule.line() <= line)
                .reduce((earlier, later) -> later)
                .map(Rule::name)
                .orElse("");
    }
}
