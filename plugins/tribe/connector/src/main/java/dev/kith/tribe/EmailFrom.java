package dev.kith.tribe;

import java.util.Optional;

/** Which address of a person counts: the private one, or the one of the default contact row. */
enum EmailFrom {
    CONTACT_THEN_PERSON("contact-then-person"),
    PERSON_THEN_CONTACT("person-then-contact"),
    PERSON("person");

    private final String word;

    EmailFrom(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // both sides of a choice between two optional values
    Optional<String> choose(Optional<String> contact, Optional<String> person) {
        return switch (this) {
            case CONTACT_THEN_PERSON -> contact.or(() -> person);
            case PERSON_THEN_CONTACT -> person.or(() -> contact);
            case PERSON -> person;
        };
    }
}
