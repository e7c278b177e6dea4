package dev.kith.web.command;

import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunKind;
import dev.kith.engine.sync.Integration;
import dev.kith.engine.sync.RunRefused;

/** The full sync that a command starts. */
public final class FullSync {
    private FullSync() {}

    /**
     * Starts it in the background.
     *
     * @throws CommandFailed when it is refused, with the reason
     */
    public static Run start(Integration integration) {
        try {
            return integration.start(RunKind.FULL, false);
        } catch (RunRefused e) {
            throw new CommandFailed(String.valueOf(e.getMessage()));
        }
    }
}
