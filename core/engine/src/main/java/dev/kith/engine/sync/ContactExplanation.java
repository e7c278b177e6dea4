package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.rules.Explanation;
import dev.kith.engine.store.Change;
import dev.kith.engine.store.RunIssue;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Why the rules decide about a contact as they do, and what would be written for it now. It holds values of the person:
 * only for who may see them.
 *
 * @param known whether Kith has evaluated the contact before
 * @param delivered what the profile was last given: canonical text by attribute name
 * @param writes whether anything would be written
 * @param changes against what was last delivered
 * @param issues what would be left out or fail
 */
public record ContactExplanation(
        String contactKey,
        Explanation explanation,
        boolean known,
        Map<String, String> delivered,
        boolean writes,
        List<Change> changes,
        List<RunIssue> issues) {
    public ContactExplanation {
        requireNonNull(contactKey, "contactKey");
        requireNonNull(explanation, "explanation");
        delivered = Collections.unmodifiableMap(new TreeMap<>(delivered));
        changes = List.copyOf(changes);
        issues = List.copyOf(issues);
    }

    /** Without the values, which must not get into a log. */
    @Override
    public String toString() {
        return "ContactExplanation[" + contactKey + ", " + changes + "]";
    }
}
