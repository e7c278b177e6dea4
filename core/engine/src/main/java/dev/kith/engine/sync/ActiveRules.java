package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.rules.RuleKind;
import dev.kith.engine.rules.RuleSet;
import dev.kith.engine.rules.RuleSetDifference;
import dev.kith.engine.rules.RuleSetException;
import dev.kith.engine.rules.RuleSets;
import dev.kith.engine.store.ActiveVersion;
import dev.kith.engine.store.StoreException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rule set that decides in one integration, and those that did before, made again from the texts that were kept: none
 * of it needs the files. Reading never blocks; {@link Rulebook} lets one change at a time through.
 */
final class ActiveRules {
    private static final Logger log = LoggerFactory.getLogger(ActiveRules.class);

    private final String integration;
    private final RuleHistory history;
    private volatile Optional<RuleSet> now = Optional.empty();
    private volatile List<String> problems = List.of();

    ActiveRules(String integration, RuleHistory history) {
        this.integration = requireNonNull(integration, "integration");
        this.history = requireNonNull(history, "history");
    }

    Optional<RuleSet> now() {
        return now;
    }

    /** Why the one that is kept as active can't be used by this Kith. */
    List<String> problems() {
        return problems;
    }

    /** Whether one was ever activated, also when this Kith can't use it. */
    boolean everChosen() {
        return history.active().isPresent();
    }

    void open() {
        history.active().ifPresent(this::open);
    }

    private void open(ActiveVersion stored) {
        try {
            RuleSet rules = RuleSets.shared(RuleHistory.files(stored.texts()));
            if (!rules.version().equals(stored.version())) {
                // Another version of the helpers: the same texts may decide otherwise.
                history.record(
                        rules,
                        Optional.empty(),
                        List.of(RuleKind.values()),
                        "rules.helpers",
                        ActivationRequest.BY_ITSELF,
                        Map.of());
            }
            now = Optional.of(rules);
        } catch (RuleSetException e) {
            problems = e.problems().stream()
                    .map(problem -> "Rule set " + shown(stored.version()) + ", the active one: " + problem)
                    .toList();
        }
    }

    /** The rule set that a run began with; the active one when that can't be made any more. */
    RuleSet of(String version) {
        RuleSet active = now.orElseThrow();
        if (active.version().equals(version)) {
            return active;
        }
        try {
            return history.find(version)
                    .map(stored -> RuleSets.shared(RuleHistory.files(stored.texts())))
                    .orElse(active);
        } catch (RuleSetException e) {
            log.warn("Rule set {} of \"{}\" can't be used any more, the active one is", version, integration);
            return active;
        }
    }

    /**
     * One that was active before and isn't now.
     *
     * @param version its name, or a beginning of it that no other has
     */
    RuleSet former(String version) throws ActivationRefused {
        ActiveVersion stored = history.find(version)
                .orElseThrow(() -> new ActivationRefused(
                        "No version, or more than one, begins with \"" + version + "\".", List.of()));
        if (now.filter(active -> active.version().equals(stored.version())).isPresent()) {
            throw new ActivationRefused("Version " + shown(stored.version()) + " is active already.", List.of());
        }
        try {
            return RuleSets.shared(RuleHistory.files(stored.texts()));
        } catch (RuleSetException e) {
            throw new ActivationRefused(
                    "This Kith can't use the rules of that version.",
                    e.problems().stream().map(Object::toString).toList());
        }
    }

    /** Lets a rule set decide from now on, and keeps who wanted it and why. */
    void use(
            RuleSet rules,
            RuleSetDifference difference,
            String action,
            ActivationRequest request,
            Map<String, Object> details)
            throws StoreException {
        List<RuleKind> changed =
                Stream.of(RuleKind.values()).filter(difference::changes).toList();
        history.record(rules, now, changed, action, request, details);
        now = Optional.of(rules);
        log.info("Rule set {} of \"{}\" is active now", shown(rules.version()), integration);
    }

    private static String shown(String version) {
        return version.substring(0, Math.min(8, version.length()));
    }
}
