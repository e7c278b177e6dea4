package dev.kith.engine.rules;

import dev.kith.spi.Contact;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Proves, before a rule set is used, that the rules of each file look at the contacts that will be handed to them. */
final class Probe {

    private static final Contact EMPTY = new Contact("probe", Optional.empty(), Map.of(), List.of(), List.of(), true);

    private Probe() {}

    static void check(RuleSet rules) {
        if (!rules.seesItsContacts()) {
            throw new RuleSetException(List.of(
                    new RuleProblem("", 0, "", "The compiled rules don't see the contacts. Compile them again.")));
        }
        // What a rule says of a contact without any value doesn't matter; that it can be asked does.
        rules.decide(EMPTY);
    }
}
