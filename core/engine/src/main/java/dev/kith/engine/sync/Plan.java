package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.ConsentKey;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.RunIssue;
import dev.kith.engine.store.StagedAction;
import dev.kith.spi.ProfileWrite;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What one contact's profile needs, and what our memory of it will be once that is done.
 *
 * @param before the memory as it was; without a row in the store, an empty one
 * @param after the memory when all is written; consents as they stand before their writes
 * @param write what goes to the audience; empty when nothing does
 * @param sent attribute id to canonical text of what {@code write} sets
 * @param rules the rule behind each consent change
 * @param labelsAbsent consents whose label isn't on the contact now
 * @param merge the profile that has to be merged into this one before the write; empty for nearly all plans
 * @param staged what the guard took out of it
 * @param issues what went wrong or was left out; a contact with any is listed
 */
record Plan(
        Situation situation,
        Link before,
        Link after,
        Optional<ProfileWrite> write,
        Map<String, String> sent,
        Map<ConsentKey, String> rules,
        Set<ConsentKey> labelsAbsent,
        Optional<Merge> merge,
        List<StagedAction> staged,
        List<RunIssue> issues) {
    Plan {
        requireNonNull(situation, "situation");
        requireNonNull(before, "before");
        requireNonNull(after, "after");
        requireNonNull(write, "write");
        sent = Map.copyOf(sent);
        rules = Map.copyOf(rules);
        labelsAbsent = Set.copyOf(labelsAbsent);
        requireNonNull(merge, "merge");
        staged = List.copyOf(staged);
        issues = List.copyOf(issues);
    }

    /** A plan without a merge, of which nothing is staged. */
    Plan(
            Situation situation,
            Link before,
            Link after,
            Optional<ProfileWrite> write,
            Map<String, String> sent,
            Map<ConsentKey, String> rules,
            Set<ConsentKey> labelsAbsent,
            List<RunIssue> issues) {
        this(situation, before, after, write, sent, rules, labelsAbsent, Optional.empty(), List.of(), issues);
    }

    Plan withMerge(Merge now) {
        return new Plan(situation, before, after, write, sent, rules, labelsAbsent, Optional.of(now), staged, issues);
    }

    Plan withWrite(ProfileWrite now) {
        return new Plan(situation, before, after, Optional.of(now), sent, rules, labelsAbsent, merge, staged, issues);
    }

    Plan with(Situation nowSituation, Link nowAfter, Optional<ProfileWrite> nowWrite) {
        return new Plan(nowSituation, before, nowAfter, nowWrite, sent, rules, labelsAbsent, merge, staged, issues);
    }

    Plan withBefore(Link now) {
        return new Plan(situation, now, after, write, sent, rules, labelsAbsent, merge, staged, issues);
    }

    /** For a contact whose profile doesn't exist, which is known from the audience. */
    Plan provenNew() {
        return new Plan(
                situation,
                new Memory(before).provenNew().link(),
                new Memory(after).provenNew().link(),
                write,
                sent,
                rules,
                labelsAbsent,
                merge,
                staged,
                issues);
    }

    /** With further actions that were taken out, and with further issues. */
    Plan staging(List<StagedAction> actions, List<RunIssue> further) {
        return new Plan(
                situation,
                before,
                after,
                write,
                sent,
                rules,
                labelsAbsent,
                merge,
                Stream.concat(staged.stream(), actions.stream()).toList(),
                Stream.concat(issues.stream(), further.stream()).toList());
    }

    String contactKey() {
        return before.contactKey();
    }
}
