package dev.kith.web.it;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few rounds of {@link KillRounds}; {@code ./kith bench crash} makes as many as are wanted. */
class KillRoundsIT {
    private static final int ROUNDS = 5;

    @TempDir
    private Path folder;

    /** Another seed each time; what it printed makes the same choices again, though not at the same instants. */
    @Tag("long")
    @Test
    void fiveKillsAtRandomMomentsLoseNoAcknowledgedEventAndBothSystemsAgreeInTheEnd() throws Exception {
        long seed = Long.getLong("kith.seed", System.nanoTime());
        try (KillRounds rounds = new KillRounds(folder, seed)) {
            rounds.run(ROUNDS);
        }
    }
}
