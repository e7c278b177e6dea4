package dev.kith.web.rest;

import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunKind;
import dev.kith.engine.sync.Integration;
import dev.kith.engine.sync.RunRefused;
import dev.kith.web.http.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Starts runs for REST and for the page alike, and says why one can't start now. */
public final class RunStarts {

    public Run start(Integration integration, @Nullable String kind, boolean force) {
        RunKind asked = kind(kind);
        List<String> problems = integration.problems();
        if (!problems.isEmpty()) {
            throw new Refusal(
                    422,
                    "Integration \"" + integration.id() + "\" has problems; correct them before a run: "
                            + String.join(" ", problems),
                    Map.of("problems", problems));
        }
        try {
            return integration.start(asked, force);
        } catch (RunRefused e) {
            throw new Refusal(
                    409,
                    String.valueOf(e.getMessage()),
                    e.runningRun().isPresent() ? Map.of("run", e.runningRun().getAsLong()) : Map.of());
        }
    }

    private static RunKind kind(@Nullable String word) {
        String known = Arrays.stream(RunKind.values()).map(RunKind::word).collect(Collectors.joining(" or "));
        if (word == null) {
            throw Refusal.badRequest("The body must have the member \"kind\": " + known + ".");
        }
        return RunKind.of(word)
                .orElseThrow(() -> Refusal.badRequest("\"kind\" must be " + known + ", was \"" + word + "\"."));
    }
}
