package dev.kith.web.it;

import dev.kith.engine.sync.CrashPoint;
import dev.kith.engine.sync.CrashPoint.Step;
import java.util.concurrent.atomic.AtomicBoolean;

/** Thrown at a crash point; nothing catches it. */
final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash() {
        super("crashed on purpose", null, false, false);
    }

    /** Crashes when the step is reached for the first time. */
    static CrashPoint at(Step step) {
        AtomicBoolean crashed = new AtomicBoolean();
        return reached -> {
            if (reached == step && !crashed.getAndSet(true)) {
                throw new Crash();
            }
        };
    }
}
