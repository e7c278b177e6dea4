package dev.kith.tribe;

/** The record a field is read from. Custom fields are looked for in this order. */
enum Level {
    PERSON("Relation_Person"),
    /** The default contact row: the person's role at one organisation. */
    CONTACT("Relationship_Person_Contact_Standard"),
    /** The organisation of the default contact row. */
    ORGANISATION("Relation_Organization"),
    /** Computed from all relationships of the person. */
    RELATIONSHIPS("Relationship");

    private final String set;

    Level(String set) {
        this.set = set;
    }

    /** The entity set, which is also the name of its type. */
    String set() {
        return set;
    }
}
