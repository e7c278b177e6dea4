package dev.kith.testkit.contract;

import dev.kith.spi.ConsentChange;
import dev.kith.spi.ConsentResult;
import dev.kith.spi.ConsentResult.Outcome;
import dev.kith.spi.ConsentState;
import java.time.Instant;
import java.util.Optional;

/** The consents of a {@link KeptConnector}. */
record KeptConsents(KeptAudience audience, Flaw flaw) {

    ConsentResult single(String key, ConsentChange change) {
        if (KeptAudience.DESCRIPTION.subscriptions().stream().noneMatch(s -> s.id().equals(change.subscription()))) {
            return result(change, Outcome.REFUSED);
        }
        boolean optIn = change.type() == ConsentChange.Type.OPT_IN;
        Optional<ConsentState> stands = stands(key, change.subscription());
        if (stands.filter(state -> state.granted() == optIn).isPresent()) {
            return result(change, Outcome.ALREADY);
        }
        boolean newer = change.overridesOptOutsUntil()
                .filter(until ->
                        until.isAfter(stands.flatMap(ConsentState::since).orElse(Instant.MAX)))
                .isPresent();
        boolean gives = (newer && flaw != Flaw.KEEPS_EVERY_OPT_OUT) || flaw == Flaw.OVERRULES_OPT_OUTS;
        if (optIn && stands.isPresent() && !gives) {
            return new ConsentResult(
                    change.subscription(),
                    change.channel(),
                    Outcome.OPT_OUT_KEPT,
                    stands.get().since(),
                    "");
        }
        if (optIn || flaw != Flaw.WITHDRAWS_IN_WORDS_ONLY) {
            audience.give(key, change.subscription(), optIn);
        }
        return result(change, Outcome.WRITTEN);
    }

    private static ConsentResult result(ConsentChange change, Outcome outcome) {
        String message = outcome == Outcome.REFUSED ? "There is no such subscription." : "";
        return new ConsentResult(change.subscription(), change.channel(), outcome, Optional.empty(), message);
    }

    private Optional<ConsentState> stands(String key, String subscription) {
        return Optional.ofNullable(audience.consentsOf(key).get(subscription));
    }

    void imported(String key, ConsentChange change) {
        boolean optIn = change.type() == ConsentChange.Type.OPT_IN;
        boolean kept = optIn && stands(key, change.subscription()).isPresent();
        if (!kept || flaw == Flaw.IMPORTS_OVER_OPT_OUTS) {
            audience.give(key, change.subscription(), optIn);
        }
    }
}
