package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.rules.RuleSet;
import dev.kith.engine.rules.RuleSetException;
import dev.kith.engine.rules.Schema;
import dev.kith.spi.AudienceDescription;
import dev.kith.spi.CrmDescription;
import java.util.List;

/** What both systems have at one moment. */
record Descriptions(CrmDescription crm, AudienceDescription audience) {
    Descriptions {
        requireNonNull(crm, "crm");
        requireNonNull(audience, "audience");
    }

    /** Throws {@link RuleSetException} when their names can't be used in rules. */
    Schema schema() {
        return Schema.of(crm, audience);
    }

    /** What a rule set uses and the systems don't have, in words. */
    List<String> gaps(RuleSet rules) {
        try {
            return rules.schema().gaps(schema(), rules);
        } catch (RuleSetException e) {
            return e.problems().stream().map(Object::toString).toList();
        }
    }
}
