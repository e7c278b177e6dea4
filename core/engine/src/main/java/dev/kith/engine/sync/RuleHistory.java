package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.rules.RuleFiles;
import dev.kith.engine.rules.RuleKind;
import dev.kith.engine.rules.RuleSet;
import dev.kith.engine.rules.RuleSetDifference;
import dev.kith.engine.store.ActiveVersion;
import dev.kith.engine.store.AuditEntry;
import dev.kith.engine.store.FullSyncDue;
import dev.kith.engine.store.RuleTexts;
import dev.kith.engine.store.Store;
import dev.kith.engine.store.VersionInfo;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The rule sets that were ever active in one integration, and how they became so. Any thread. */
public final class RuleHistory {
    private final String integration;
    private final Store store;
    private final Clock clock;

    RuleHistory(String integration, Store store, Clock clock) {
        this.integration = requireNonNull(integration, "integration");
        this.store = requireNonNull(store, "store");
        this.clock = requireNonNull(clock, "clock");
    }

    Optional<ActiveVersion> active() {
        return store.ruleSetVersions().active(integration);
    }

    /** @param version its name, or a beginning of it that no other has */
    Optional<ActiveVersion> find(String version) {
        return store.ruleSetVersions().find(integration, version);
    }

    /** The store keeps texts and knows nothing of rules. */
    static RuleFiles files(RuleTexts texts) {
        return new RuleFiles(texts.conditions(), texts.mappings(), texts.consents(), texts.schema());
    }

    static RuleTexts texts(RuleFiles files) {
        return new RuleTexts(files.conditions(), files.mappings(), files.consents(), files.schema());
    }

    /** Keeps that a rule set is the active one from now on, with who wanted it. */
    void record(
            RuleSet rules,
            Optional<RuleSet> before,
            List<RuleKind> changed,
            String action,
            ActivationRequest request,
            Map<String, Object> details) {
        Map<String, Object> all = new HashMap<>(details);
        before.ifPresent(set -> all.put("before", set.version()));
        if (request.cancelRuns()) {
            all.put("cancelRuns", true);
        }
        store.ruleSetVersions()
                .activate(
                        integration,
                        new ActiveVersion(rules.version(), texts(rules.files()), clock.instant()),
                        changed.stream()
                                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                                .toList(),
                        new AuditEntry(
                                clock.instant(),
                                request.actor(),
                                action,
                                integration,
                                rules.version(),
                                request.reason(),
                                all));
    }

    /** Every version that was ever active, the last activated first. */
    public List<VersionInfo> versions() {
        return store.ruleSetVersions().list(integration);
    }

    /** How the second version differs from the first; empty when one of them isn't known. */
    public Optional<RuleSetDifference> difference(String from, String to) {
        return find(from)
                .flatMap(old ->
                        find(to).map(now -> RuleSetDifference.of(Optional.of(files(old.texts())), files(now.texts()))));
    }

    /** What was decided about this integration, newest first. */
    public List<AuditEntry> audit(int limit) {
        return store.audit().of(integration, limit);
    }

    /** Whether, and why, profiles may not say what the rules say now (S20, S33 to S36). */
    public Optional<FullSyncDue> fullSyncDue() {
        return store.ruleSetVersions().fullSyncDue(integration);
    }
}
