package dev.kith.web.rest;

import dev.kith.engine.rules.RuleFiles;
import dev.kith.engine.rules.RuleSetException;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunKind;
import dev.kith.engine.sync.Integration;
import dev.kith.engine.sync.ListRefused;
import dev.kith.engine.sync.RunRefused;
import dev.kith.web.http.Refusal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts runs for REST and for the page alike, and says why one can't start now. */
public final class RunStarts {

    /** By the active rules. */
    public Run start(Integration integration, @Nullable String kind, boolean force) {
        return start(integration, kind, force, null, null);
    }

    /** Of a saved list that is configured. */
    public Run startImport(Integration integration, String list) {
        return start(integration, RunKind.LIST_IMPORT.word(), false, null, list);
    }

    /**
     * @param rules names the rules that an inert run decides by; null for the active ones
     * @param list the key of the saved list that is imported; else null
     */
    Run start(
            Integration integration,
            @Nullable String kind,
            boolean force,
            @Nullable String rules,
            @Nullable String list) {
        RunKind asked = Asked.oneOf(RunKind.values(), RunKind::word, "kind", kind);
        checkRules(asked, rules);
        checkList(asked, list);
        Asked.requireReady(integration);
        try {
            if (list != null) {
                return integration.lists().startImport(list, force);
            }
            return rules == null ? integration.start(asked, force) : startInert(integration, asked, force, rules);
        } catch (ListRefused e) {
            throw new Refusal(422, String.valueOf(e.getMessage()));
        } catch (RunRefused e) {
            throw new Refusal(
                    409,
                    String.valueOf(e.getMessage()),
                    e.runningRun().isPresent() ? Map.of("run", e.runningRun().getAsLong()) : Map.of());
        }
    }

    private static void checkList(RunKind kind, @Nullable String list) {
        if ((list != null) != (kind == RunKind.LIST_IMPORT)) {
            throw Refusal.badRequest("Runs of kind list-import need the member \"list\", the key of the saved list;"
                    + " other runs don't take it.");
        }
    }

    private static void checkRules(RunKind kind, @Nullable String rules) {
        if (kind == RunKind.BACKTEST && rules == null) {
            throw Refusal.badRequest("A backtest needs the member \"rules\": \"candidate\", or the name of a folder in "
                    + "rules/ of the home. It is compared with the active rules.");
        }
        if (rules != null && !kind.isInert()) {
            throw Refusal.badRequest("Only dry runs and backtests take the member \"rules\"; a run of kind "
                    + kind.word() + " goes by the active rules.");
        }
    }

    private static Run startInert(Integration integration, RunKind kind, boolean force, String rules)
            throws RunRefused {
        RuleFiles files = Answers.of(() -> integration.rulesNamed(rules));
        try {
            return integration.startInert(kind, force, files);
        } catch (RuleSetException e) {
            throw Answers.refusal(e);
        }
    }
}
