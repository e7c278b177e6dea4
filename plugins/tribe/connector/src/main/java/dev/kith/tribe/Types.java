package dev.kith.tribe;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds the types of a Tribe CRM that contacts depend on, and translates their names. */
final class Types {
    static final String PERSON = "Relation.Person";
    static final String ORGANISATION = "Relation.Organization";
    static final String LABEL = "Label";
    private static final String CONTACTS = "Relationship_Person_Contact";
    private static final String STAFF = "Relationship_Person_Contact_Employee";

    private Types() {}

    /** {@code Relationship_Person_Contact_Standard} with dots, a custom type as the GUID it is. */
    static String dotted(String set) {
        boolean guid = set.contains("__");
        if (!guid) {
            return set.replace('_', '.');
        }
        String plain = set.replace("__", "-");
        return plain.startsWith("_") ? plain.substring(1) : plain;
    }

    /** The sets that together hold all contact rows but those of our own staff. */
    static Set<String> contactSets(Metadata metadata) {
        Set<String> sets = metadata.types().entrySet().stream()
                .filter(e ->
                        e.getValue().parent().equals(CONTACTS) && !e.getKey().equals(STAFF))
                .map(Map.Entry::getKey)
                .filter(metadata::hasSet)
                .collect(Collectors.toCollection(TreeSet::new));
        return sets.isEmpty() ? Set.of(Level.CONTACT.set()) : sets;
    }

    /** A type and all below it, by set. */
    static List<String> family(Metadata metadata, String type) {
        Set<String> all = new TreeSet<>(Set.of(type));
        int before = 0;
        while (all.size() > before) {
            before = all.size();
            metadata.types().forEach((name, entity) -> {
                if (all.contains(entity.parent())) {
                    all.add(name);
                }
            });
        }
        return List.copyOf(all);
    }
}
