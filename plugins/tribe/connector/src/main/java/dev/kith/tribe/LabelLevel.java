package dev.kith.tribe;

/** On which records a label counts for a person. */
enum LabelLevel {
    PERSON("person"),
    /** Also labels on the person's relationships, unless those are former. */
    PERSON_AND_RELATIONSHIPS("person-and-relationships");

    private final String word;

    LabelLevel(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
