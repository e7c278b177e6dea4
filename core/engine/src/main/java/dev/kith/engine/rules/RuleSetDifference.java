package dev.kith.engine.rules;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How one rule set differs from another, as their texts tell; a rule is the same one when kind and name are.
 *
 * @param rules added, removed and changed ones, in the order of the files
 * @param newAttributes names of attributes that some rule sets only now
 * @param leftAttributes names of attributes that no rule sets any more: what profiles have stays
 * @param newConsents consents that a rule decides only now
 * @param leftConsents consents that no rule decides any more: what was granted stays granted
 * @param schema whether {@code schema.yaml} is another one
 */
public record RuleSetDifference(
        List<RuleChange> rules,
        Set<String> newAttributes,
        Set<String> leftAttributes,
        Set<ManagedConsent> newConsents,
        Set<ManagedConsent> leftConsents,
        boolean schema) {
    public RuleSetDifference {
        rules = List.copyOf(rules);
        newAttributes = Set.copyOf(newAttributes);
        leftAttributes = Set.copyOf(leftAttributes);
        newConsents = Set.copyOf(newConsents);
        leftConsents = Set.copyOf(leftConsents);
    }

    /** What happened to a rule. */
    public enum Change {
        ADDED,
        REMOVED,
        CHANGED
    }

    /**
     * A rule that isn't the same in both.
     *
     * @param before as it was; empty when it is added
     * @param after as it is; empty when it is removed
     */
    public record RuleChange(Change change, RuleKind kind, String name, String before, String after) {
        public RuleChange {
            requireNonNull(change, "change");
            requireNonNull(kind, "kind");
            requireNonNull(name, "name");
            requireNonNull(before, "before");
            requireNonNull(after, "after");
        }
    }

    /**
     * Compares two rule sets without compiling them.
     *
     * @param from what was; none counts as a set without rules
     * @throws RuleSetException when one can't be read
     */
    public static RuleSetDifference of(Optional<RuleFiles> from, RuleFiles to) {
        Optional<RuleSetText> old = from.map(RuleSetDifference::read);
        RuleSetText now = read(to);
        Set<String> oldAttributes =
                old.map(text -> text.managed(Uses::attributes)).orElse(Set.of());
        Set<ManagedConsent> oldConsents =
                old.map(text -> text.managed(Uses::consents)).orElse(Set.of());
        Set<String> attributes = now.managed(Uses::attributes);
        Set<ManagedConsent> consents = now.managed(Uses::consents);
        return new RuleSetDifference(
                changes(old.map(RuleSetText::rules).orElse(List.of()), now.rules()),
                without(attributes, oldAttributes),
                without(oldAttributes, attributes),
                without(consents, oldConsents),
                without(oldConsents, consents),
                from.filter(files -> files.schema().equals(to.schema())).isEmpty());
    }

    /** Whether a rule of this kind was added, removed or changed. */
    public boolean changes(RuleKind kind) {
        return rules.stream().anyMatch(rule -> rule.kind() == kind);
    }

    private static RuleSetText read(RuleFiles files) {
        Problems problems = new Problems();
        return RuleSetText.read(files, problems).orElseThrow(() -> new RuleSetException(problems.all()));
    }

    private record Id(RuleKind kind, String name) {
        static Id of(RuleText rule) {
            return new Id(rule.kind(), rule.name());
        }
    }

    private static List<RuleChange> changes(List<RuleText> from, List<RuleText> to) {
        Map<Id, String> before = texts(from);
        Map<Id, String> after = texts(to);
        List<RuleChange> changes = new ArrayList<>();
        Stream.concat(after.keySet().stream(), before.keySet().stream())
                .distinct()
                .forEach(id -> change(id, before.getOrDefault(id, ""), after.getOrDefault(id, ""))
                        .ifPresent(changes::add));
        return changes;
    }

    private static Optional<RuleChange> change(Id id, String before, String after) {
        if (before.equals(after)) {
            return Optional.empty();
        }
        Change change = before.isEmpty() ? Change.ADDED : after.isEmpty() ? Change.REMOVED : Change.CHANGED;
        return Optional.of(new RuleChange(change, id.kind(), id.name(), before, after));
    }

    private static Map<Id, String> texts(List<RuleText> rules) {
        Map<Id, String> texts = new LinkedHashMap<>();
        rules.forEach(rule -> texts.put(Id.of(rule), rule.text()));
        return texts;
    }

    private static <T> Set<T> without(Set<T> all, Set<T> others) {
        Set<T> left = new HashSet<>(all);
        left.removeAll(others);
        return left;
    }
}
