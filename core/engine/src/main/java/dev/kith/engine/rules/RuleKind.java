package dev.kith.engine.rules;

/** The three kinds of rule, each in a file of its own. */
public enum RuleKind {
    /** A veto: says that a contact is out of scope. */
    CONDITION("conditions.drl", "deny", "contact.deny(\"the reason\")"),
    /** Gives a profile's attribute a value. */
    MAPPING("mappings.drl", "set", "contact.set(\"First name\", contact.getFirstName())"),
    /** Opts a person in to a subscription by a channel. */
    CONSENT("consents.drl", "optIn", "contact.optIn(\"Newsletter\", EMAIL)");

    private final String file;
    private final String answer;
    private final String example;

    RuleKind(String file, String answer, String example) {
        this.file = file;
        this.answer = answer;
        this.example = example;
    }

    /** The file that holds the rules of this kind. */
    public String file() {
        return file;
    }

    /** The method of the contact that rules of this kind call. */
    String answer() {
        return answer;
    }

    String example() {
        return example;
    }
}
