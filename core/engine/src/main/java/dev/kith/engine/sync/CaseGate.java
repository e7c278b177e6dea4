package dev.kith.engine.sync;

import dev.kith.engine.rules.CaseReport;
import dev.kith.engine.rules.CaseResult;
import java.util.List;
import java.util.Map;

/** Lets no rule set through whose cases fail, unless someone gives a reason. Pure. */
final class CaseGate {
    private CaseGate() {}

    /** Answers what the audit log keeps of it. */
    static Map<String, Object> pass(CaseReport cases, ActivationRequest request) throws ActivationRefused {
        List<CaseResult> red = red(cases);
        if (red.isEmpty()) {
            return Map.of();
        }
        if (request.reason().isBlank()) {
            throw new ActivationRefused(
                    words(cases)
                            + " The active rules stay. Correct rules or cases, or give a reason to activate anyway.",
                    red.stream()
                            .map(result -> result.file() + ", case \"" + result.name() + "\": " + result.message())
                            .toList());
        }
        return Map.of("failedCases", red.stream().map(CaseResult::name).toList());
    }

    static List<CaseResult> red(CaseReport cases) {
        return cases.results().stream().filter(result -> !result.passed()).toList();
    }

    static String words(CaseReport cases) {
        int failed = red(cases).size();
        return failed + " of " + cases.results().size() + (failed == 1 ? " cases fails." : " cases fail.");
    }
}
