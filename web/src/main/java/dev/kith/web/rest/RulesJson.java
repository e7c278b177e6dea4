package dev.kith.web.rest;

import dev.kith.engine.rules.CaseReport;
import dev.kith.engine.rules.ManagedConsent;
import dev.kith.engine.rules.RuleCoverage;
import dev.kith.engine.rules.RuleSet;
import dev.kith.engine.rules.RuleSetDifference;
import dev.kith.engine.store.FullSyncDue;
import dev.kith.engine.store.VersionInfo;
import dev.kith.engine.sync.Candidate;
import dev.kith.engine.sync.Integration;
import dev.kith.engine.sync.Rulebook;
import dev.kith.web.http.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rule sets as REST shows them. */
final class RulesJson {
    private RulesJson() {}

    /** Which rule set decides, and what the files hold; {@code candidate} is absent when that is the same. */
    record State(
            @Nullable String active,
            @Nullable CandidateJson candidate,
            List<String> problems,
            @Nullable Due fullSyncDue) {
        static State of(Integration integration) {
            Rulebook rules = integration.rules();
            return new State(
                    rules.active().map(RuleSet::version).orElse(null),
                    rules.candidate()
                            .map(candidate -> CandidateJson.of(candidate, integration))
                            .orElse(null),
                    rules.problems(),
                    rules.history().fullSyncDue().map(Due::of).orElse(null));
        }
    }

    /** Why profiles may not say what the rules say now. */
    record Due(
            String reason, List<String> changed, @Nullable String since) {
        Due {
            changed = List.copyOf(changed);
        }

        static Due of(FullSyncDue due) {
            return new Due(
                    due.reason(),
                    due.changed().stream().sorted().toList(),
                    due.since().map(Object::toString).orElse(null));
        }
    }

    record CandidateJson(
            @Nullable String version,
            List<String> problems,
            List<String> warnings,
            @Nullable CasesJson cases,
            @Nullable DifferenceJson difference) {
        static CandidateJson of(Candidate candidate, Integration integration) {
            List<String> problems =
                    candidate.problems().stream().map(Object::toString).toList();
            return candidate
                    .compiled()
                    .map(next -> new CandidateJson(
                            next.rules().version(),
                            problems,
                            integration.warnings(next.rules()).stream()
                                    .map(Object::toString)
                                    .toList(),
                            CasesJson.of(next.cases()),
                            DifferenceJson.of(next.difference(), next.leftBehind())))
                    .orElseGet(() -> new CandidateJson(null, problems, List.of(), null, null));
        }
    }

    record CasesJson(int all, List<CaseJson> failed, List<CoverageJson> coverage) {
        static CasesJson of(CaseReport report) {
            return new CasesJson(
                    report.results().size(),
                    report.results().stream()
                            .filter(result -> !result.passed())
                            .map(result -> new CaseJson(result.file(), result.name(), result.message()))
                            .toList(),
                    report.coverage().stream().map(CoverageJson::of).toList());
        }
    }

    record CaseJson(String file, String name, String message) {}

    record CoverageJson(String file, String rule, int fired, int evaluated, String reach) {
        static CoverageJson of(RuleCoverage coverage) {
            return new CoverageJson(
                    coverage.rule().file(),
                    coverage.rule().name(),
                    coverage.fired(),
                    coverage.evaluated(),
                    Json.word(coverage.reach()));
        }
    }

    record DifferenceJson(
            List<ChangeJson> rules,
            List<String> newAttributes,
            List<String> leftAttributes,
            List<ConsentJson> newConsents,
            List<ConsentJson> leftConsents,
            boolean schemaChanged) {
        /** @param left how many contacts keep a consent that is left; empty when that isn't counted */
        static DifferenceJson of(RuleSetDifference difference, Map<ManagedConsent, Integer> left) {
            return new DifferenceJson(
                    difference.rules().stream().map(ChangeJson::of).toList(),
                    difference.newAttributes().stream().sorted().toList(),
                    difference.leftAttributes().stream().sorted().toList(),
                    difference.newConsents().stream()
                            .map(consent -> ConsentJson.of(consent, null))
                            .toList(),
                    difference.leftConsents().stream()
                            .map(consent -> ConsentJson.of(consent, left.get(consent)))
                            .toList(),
                    difference.schema());
        }
    }

    record ChangeJson(String change, String kind, String name, String before, String after) {
        static ChangeJson of(RuleSetDifference.RuleChange rule) {
            return new ChangeJson(
                    Json.word(rule.change()), Json.word(rule.kind()), rule.name(), rule.before(), rule.after());
        }
    }

    /** @param granted to how many contacts Kith gave it, who keep it */
    record ConsentJson(
            String subscription, String channel, @Nullable Integer granted) {
        static ConsentJson of(ManagedConsent consent, @Nullable Integer granted) {
            return new ConsentJson(consent.subscription(), Json.word(consent.channel()), granted);
        }
    }

    record VersionJson(String version, String activatedAt, boolean active) {
        static VersionJson of(VersionInfo version) {
            return new VersionJson(version.version(), version.activatedAt().toString(), version.active());
        }
    }
}
