package dev.kith.engine.store;

import static java.util.Objects.requireNonNull;

/** The texts of the rule set that one run decides by. */
public record RunRules(String conditions, String mappings, String consents, String schema) {
    public RunRules {
        requireNonNull(conditions, "conditions");
        requireNonNull(mappings, "mappings");
        requireNonNull(consents, "consents");
        requireNonNull(schema, "schema");
    }
}
