package dev.kith.engine.store;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * A contact's row in an import, without its values.
 *
 * @param job the import's id
 * @param sourceHash hash of the contact as it was read
 * @param ruleSetVersion the rule set it was decided under
 * @param attributes ids of the attributes that the row sets or empties
 */
public record ImportRow(
        String contactKey, String job, String sourceHash, String ruleSetVersion, Set<String> attributes) {
    public ImportRow {
        requireNonNull(contactKey, "contactKey");
        requireNonNull(job, "job");
        requireNonNull(sourceHash, "sourceHash");
        requireNonNull(ruleSetVersion, "ruleSetVersion");
        attributes = Set.copyOf(attributes);
    }
}
