package dev.kith.engine.store;

import static java.util.Collections.unmodifiableMap;
import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Our memory of one contact: every contact that was ever evaluated has one.
 *
 * @param profile true when a profile exists under the contact key
 * @param createdHere true when Kith created that profile, or was about to create it where none was
 * @param inScope true when the contact met the conditions
 * @param delivered what the profile was last given: canonical text by attribute id
 * @param leftOut what was left out on purpose, by attribute id
 * @param outputHash 32 hex digits over everything delivered or left out
 * @param sourceHash hash of the contact as it was read
 * @param ruleSetVersion the rule set it was decided under
 * @param reading the version of the CRM's settings that it was read by; empty when nobody knows
 * @param dirty true when a delivery failed that a repeat may mend
 * @param lastSeenRun the run that last read the contact
 */
public record Link(
        String integration,
        String contactKey,
        boolean profile,
        boolean createdHere,
        boolean inScope,
        Map<String, String> delivered,
        Map<String, LeftOut> leftOut,
        Map<ConsentKey, LinkConsent> consents,
        String outputHash,
        String sourceHash,
        String ruleSetVersion,
        String reading,
        boolean dirty,
        long lastSeenRun) {
    public Link {
        requireNonNull(integration, "integration");
        requireNonNull(contactKey, "contactKey");
        delivered = unmodifiableMap(new LinkedHashMap<>(delivered));
        leftOut = unmodifiableMap(new LinkedHashMap<>(leftOut));
        consents = unmodifiableMap(new LinkedHashMap<>(consents));
        requireNonNull(outputHash, "outputHash");
        requireNonNull(sourceHash, "sourceHash");
        requireNonNull(ruleSetVersion, "ruleSetVersion");
        requireNonNull(reading, "reading");
    }
}
