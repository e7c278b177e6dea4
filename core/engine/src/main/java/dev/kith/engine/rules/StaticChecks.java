package dev.kith.engine.rules;

import dev.kith.spi.Attribute;
import dev.kith.spi.Channel;
import dev.kith.spi.FieldType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.drools.drl.ast.descr.BaseDescr;

/** What is allowed in a rule set and probably not meant. */
final class StaticChecks {

    private static final Pattern PHONE = Pattern.compile("(?i).*(mobile|mobiel|phone|telefoon|sms|msisdn).*");

    private final RuleSetText text;
    private final Problems warnings = new Problems();

    private StaticChecks(RuleSetText text) {
        this.text = text;
    }

    static List<RuleProblem> find(RuleSetText text) {
        StaticChecks checks = new StaticChecks(text);
        List<ParsedRule> rules =
                text.files().stream().flatMap(file -> file.rules().stream()).toList();
        rules.forEach(checks::impossible);
        rules.forEach(checks::joinedToNull);
        rules.forEach(checks::flagAlone);
        checks.nobodyInScope(of(rules, RuleKind.CONDITION));
        checks.sameAttribute(of(rules, RuleKind.MAPPING));
        of(rules, RuleKind.CONSENT).forEach(checks::address);
        return checks.warnings.all();
    }

    /** Rules by a field that no contact of the last full sync had a value in. */
    static List<RuleProblem> emptyFields(RuleSetText text, Map<String, Long> filled, long contacts) {
        Problems warnings = new Problems();
        if (contacts > 0) {
            text.uses()
                    .forEach((rule, use) -> use.properties().stream()
                            .sorted()
                            .map(text.schema()::property)
                            .flatMap(java.util.Optional::stream)
                            .map(Property::field)
                            .filter(field -> text.schema().field(field).isPresent())
                            .filter(field -> filled.getOrDefault(field, 0L) == 0)
                            .forEach(field -> warnings.add(
                                    rule.file(),
                                    rule.line(),
                                    rule.name(),
                                    "The field \"" + field + "\" had no value in any of the " + contacts
                                            + " contacts of the last full sync. Check that it is the right field.")));
        }
        return warnings.all();
    }

    private static List<ParsedRule> of(List<ParsedRule> rules, RuleKind kind) {
        return rules.stream().filter(rule -> rule.kind() == kind).toList();
    }

    private void impossible(ParsedRule rule) {
        List<Comparison> comparisons = Comparison.of(rule);
        for (int i = 0; i < comparisons.size(); i++) {
            for (Comparison other : comparisons.subList(i + 1, comparisons.size())) {
                if (comparisons.get(i).excludes(other)) {
                    rule.problem(
                            warnings,
                            "Nobody can meet this rule: its conditions on \"" + other.field()
                                    + "\" can't both hold. Write || between them, or two rules.");
                }
            }
        }
    }

    /** Java joins what is not there as a word: Dear null. */
    private void joinedToNull(ParsedRule rule) {
        Set<String> tested = Comparison.conditions(rule).stream()
                .flatMap(condition -> Token.of(condition.getText(), 0).stream())
                .map(Token::text)
                .collect(Collectors.toSet());
        uses(rule).joined().stream()
                .filter(property -> !tested.contains(property))
                .sorted()
                .forEach(property -> rule.problem(
                        warnings,
                        rule.actionLine(),
                        "For a contact without \"" + property + "\" the text has the word null in it. Put it together"
                                + " with join( ... ), or add the condition: " + property + " != null"));
    }

    /** Of a contact without a value, Drools asks null whether it is true. */
    private void flagAlone(ParsedRule rule) {
        for (BaseDescr condition : Comparison.conditions(rule)) {
            List<Token> words = Token.of(condition.getText(), condition.getLine());
            boolean not = words.size() == 2 && words.get(0).is("!");
            if (words.size() == 1 || not) {
                String name = words.get(words.size() - 1).text();
                text.schema()
                        .property(name)
                        .filter(property -> property.type() == FieldType.BOOLEAN)
                        .ifPresent(property -> rule.problem(
                                warnings,
                                condition.getLine(),
                                "The rule fails for a contact without \"" + name + "\". Write: " + name
                                        + (not ? " != true" : " == true")));
            }
        }
    }

    /** D6: every condition is a veto, so that two of them can leave nobody in scope. */
    private void nobodyInScope(List<ParsedRule> rules) {
        List<ParsedRule> before = new ArrayList<>();
        for (ParsedRule rule : rules) {
            if (Comparison.conditions(rule).isEmpty()) {
                rule.problem(warnings, "This rule denies every contact, so nobody is in scope. Add a condition.");
            } else if (isSingle(rule)) {
                before.stream()
                        .filter(other -> leaveNobody(rule, other))
                        .forEach(other -> rule.problem(
                                warnings,
                                "Together with the rule \"" + other.name() + "\" (line "
                                        + other.source().line() + ") this denies every contact, so nobody is in scope"
                                        + " (D6). Make one rule of them."));
                before.add(rule);
            }
        }
    }

    private static boolean isSingle(ParsedRule rule) {
        return Comparison.conditions(rule).size() == 1 && Comparison.of(rule).size() == 1;
    }

    private static boolean leaveNobody(ParsedRule one, ParsedRule other) {
        return Comparison.of(one)
                .get(0)
                .negated()
                .excludes(Comparison.of(other).get(0).negated());
    }

    private void sameAttribute(List<ParsedRule> rules) {
        for (int i = 0; i < rules.size(); i++) {
            ParsedRule rule = rules.get(i);
            for (ParsedRule other : rules.subList(0, i)) {
                uses(rule).attributes().stream()
                        .filter(uses(other).attributes()::contains)
                        .filter(attribute -> !exclusive(rule, other))
                        .sorted()
                        .forEach(attribute -> rule.problem(warnings, overlap(attribute, other)));
            }
        }
    }

    private static String overlap(String attribute, ParsedRule other) {
        return "The attribute \"" + attribute + "\" is also set by the rule \"" + other.name() + "\" (line "
                + other.source().line() + "). A contact that both match, with different values, becomes an issue. Add"
                + " conditions that only one can meet, or an activation-group.";
    }

    private static boolean exclusive(ParsedRule one, ParsedRule other) {
        boolean sameGroup = one.grouped() && Objects.equals(one.group(), other.group());
        return sameGroup
                || Comparison.of(one).stream()
                        .anyMatch(mine -> Comparison.of(other).stream().anyMatch(mine::excludes));
    }

    private void address(ParsedRule rule) {
        boolean sms = uses(rule).consents().stream().anyMatch(consent -> consent.channel() == Channel.SMS);
        boolean email = uses(rule).consents().stream().anyMatch(consent -> consent.channel() == Channel.EMAIL);
        if (sms && !setsPhone()) {
            rule.problem(
                    warnings,
                    "SMS consents are given, but no rule sets a phone number of the profile. Add a mapping for it.");
        }
        if (email
                && text.schema().attributes().stream()
                        .noneMatch(attribute -> attribute.purpose() == Attribute.Purpose.EMAIL)) {
            rule.problem(
                    warnings,
                    "Email consents are given, but the audience has no attribute for the address. Run \"kith rules"
                            + " schema\" again.");
        }
    }

    private boolean setsPhone() {
        Set<String> set = text.managed(Uses::attributes);
        return set.stream().anyMatch(name -> PHONE.matcher(name).matches());
    }

    private Uses uses(ParsedRule rule) {
        return text.uses().getOrDefault(rule.source(), new UsesFound().all());
    }
}
