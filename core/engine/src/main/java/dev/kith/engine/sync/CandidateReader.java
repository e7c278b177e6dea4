package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.rules.ManagedConsent;
import dev.kith.engine.rules.RuleFiles;
import dev.kith.engine.rules.RuleSet;
import dev.kith.engine.rules.RuleSetDifference;
import dev.kith.engine.rules.RuleSetException;
import dev.kith.engine.rules.Schema;
import dev.kith.engine.store.ConsentKey;
import dev.kith.engine.store.Store;
import dev.kith.spi.Subscription;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Makes a candidate of what the files of a rule set hold. */
final class CandidateReader {
    private final String integration;
    private final RuleFolder folder;
    private final Store store;

    CandidateReader(String integration, RuleFolder folder, Store store) {
        this.integration = requireNonNull(integration, "integration");
        this.folder = requireNonNull(folder, "folder");
        this.store = requireNonNull(store, "store");
    }

    /** Empty when the files hold what is active. */
    Optional<Candidate> read(Optional<RuleSet> active, Function<RuleFiles, RuleSet> compiler) {
        try {
            RuleFiles files = folder.read();
            if (active.filter(now -> now.version().equals(files.version())).isPresent()) {
                return Optional.empty();
            }
            RuleSet rules = compiler.apply(files);
            RuleSetDifference difference = RuleSetDifference.of(active.map(RuleSet::files), files);
            return Optional.of(new Candidate(
                    List.of(),
                    Optional.of(new Candidate.Compiled(
                            rules, folder.cases(rules), difference, leftBehind(active, difference.leftConsents())))));
        } catch (RuleSetException e) {
            return Optional.of(Candidate.broken(e.problems()));
        }
    }

    private Map<ManagedConsent, Integer> leftBehind(Optional<RuleSet> active, Set<ManagedConsent> left) {
        Map<ManagedConsent, Integer> counts = new HashMap<>();
        active.map(RuleSet::schema)
                .ifPresent(schema -> left.forEach(consent -> key(schema, consent)
                        .ifPresent(key -> counts.put(
                                consent,
                                store.links().granted(integration, Set.of(key)).size()))));
        return counts;
    }

    private static Optional<ConsentKey> key(Schema schema, ManagedConsent consent) {
        return schema.subscriptions().stream()
                .filter(subscription -> subscription.name().equals(consent.subscription()))
                .map(Subscription::id)
                .map(id -> new ConsentKey(id, consent.channel()))
                .findFirst();
    }
}
