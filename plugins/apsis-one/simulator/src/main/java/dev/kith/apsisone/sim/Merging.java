package dev.kith.apsisone.sim;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What becomes of two profiles that are merged (section 12; A15, A17, A18). */
record Merging(Switches switches) {
    private static final int MOST_KEYS = 501;

    /** Refuses what can't be merged. */
    void check(Profile a, Profile b) {
        if (a.keys().size() + b.keys().size() > MOST_KEYS) {
            throw Problem.conflict("A profile can't be merged more than 500 times");
        }
        for (String section : sections(a, b)) {
            Map<String, Object> ours = data(a, section).attributes();
            Map<String, Object> theirs = data(b, section).attributes();
            for (String attribute : Set.of(Definitions.EMAIL, Definitions.MOBILE, Definitions.CRM_ID)) {
                Object mine = ours.get(attribute);
                Object other = theirs.get(attribute);
                if (mine != null && other != null && !mine.equals(other)) {
                    throw Problem.conflict("Profiles have different values of " + attribute);
                }
            }
        }
    }

    /** The merged profile. */
    Profile merged(Profile first, Profile second, boolean firstIsNewer) {
        Set<Key> keys = new HashSet<>(first.keys());
        keys.addAll(second.keys());
        boolean firstWins = firstIsNewer || switches.is(Switch.A17, "first");
        Map<String, SectionData> sections = new HashMap<>();
        for (String section : sections(first, second)) {
            SectionData winner = data(firstWins ? first : second, section);
            SectionData other = data(firstWins ? second : first, section);
            sections.put(section, merged(winner, other));
        }
        return new Profile(keys, sections);
    }

    private SectionData merged(SectionData winner, SectionData other) {
        Map<String, Object> attributes = new HashMap<>(other.attributes());
        attributes.putAll(winner.attributes());
        Set<String> tags = new HashSet<>(winner.tags());
        tags.addAll(other.tags());
        SectionData merged = new SectionData(attributes, tags, winner.consents());
        for (Consent consent : other.consents()) {
            Optional<Consent> same = merged.consentLike(consent);
            if (same.isEmpty() || wins(consent, same.get())) {
                merged = merged.with(consent);
            }
        }
        return merged;
    }

    private boolean wins(Consent consent, Consent other) {
        boolean optOut = consent.type().equals(Consent.OPT_OUT);
        boolean differ = optOut != other.type().equals(Consent.OPT_OUT);
        if (differ && switches.is(Switch.A18, "opt-out")) {
            return optOut;
        }
        return consent.modifiedAt().isAfter(other.modifiedAt());
    }

    private static Set<String> sections(Profile a, Profile b) {
        Set<String> all = new LinkedHashSet<>(a.sections().keySet());
        all.addAll(b.sections().keySet());
        return all;
    }

    private static SectionData data(Profile profile, String section) {
        return profile.sections().getOrDefault(section, SectionData.EMPTY);
    }
}
