package dev.kith.tribe;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What must be in $metadata so that no consent is decided on half the facts. */
final class Needs {
    private Needs() {}

    /** A sentence for everything that is missing. */
    static List<String> gaps(Metadata metadata) {
        List<String> gaps = new ArrayList<>();
        for (Level level : List.of(Level.PERSON, Level.CONTACT, Level.ORGANISATION)) {
            if (!metadata.hasSet(level.set())) {
                gaps.add(missing("the set " + level.set(), "its contacts can't be read whole"));
            }
        }
        String person = metadata.typeOf(Level.PERSON.set());
        if (!metadata.hasPath(person, List.of("EmailAddress"))) {
            gaps.add(missing("EmailAddress of " + person, "addresses can't be seen"));
        }
        if (!metadata.hasPath(person, List.of("Labels"))) {
            gaps.add(missing("Labels of " + person, "consents can't be seen"));
        }
        gaps.addAll(gapsOfRelationships(metadata));
        return gaps;
    }

    private static List<String> gapsOfRelationships(Metadata metadata) {
        Set<String> sets = metadata.setsDeclaring(Level.RELATIONSHIPS.set(), "Person");
        if (sets.isEmpty()) {
            return List.of(missing("a set of relationships with persons", "opt-outs can't be seen"));
        }
        List<String> gaps = new ArrayList<>();
        for (String set : sets) {
            for (String property : List.of("_Type", "IsFormer", "MailingOptOut")) {
                if (!metadata.hasPath(metadata.typeOf(set), List.of(property))) {
                    gaps.add(missing(property + " of " + set, "opt-outs can't be seen"));
                }
            }
        }
        return gaps;
    }

    private static String missing(String what, String so) {
        return "Tribe CRM: $metadata doesn't list " + what + ", so " + so
                + ". Give the application's user the right to read it, and check the setting apiUrl.";
    }
}
