package dev.kith.engine.sync;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Histories by chance: contacts are created, changed, labelled, hidden, deleted and merged, persons say in the audience what
 * they want, events come twice, late or never, or one catch-up finds what none told of; rules change, full syncs run, saved
 * lists are imported, brought elsewhere and switched off, the process ends anywhere. What is found is printed with its seed,
 * shortened to the steps that matter. S22, S26, S37, S38, B4, B6 to B8, D10, D24 to D30, D35, D36, D41, T25, T37.
 */
class HistoryTest {
    private static final Path IN_MEMORY = Path.of("/dev/shm");

    private Path folder = Path.of("");

    /** Where a commit costs nothing, if there is such a place. */
    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.isWritable(IN_MEMORY)
                ? Files.createTempDirectory(IN_MEMORY, "kith-histories")
                : Files.createTempDirectory("kith-histories");
    }

    @AfterEach
    void deleteFolder() throws IOException {
        empty();
        Files.delete(folder);
    }

    @Test
    void inThreeHundredHistoriesNoOptOutIsOverwrittenEveryWithdrawalArrivesAndBothSystemsAgree() {
        run(1, 300);
    }

    @Test
    @Tag("long")
    void inTwoThousandHistoriesToo() {
        run(1_001, 2_000);
    }

    private void run(long first, int count) {
        for (long seed = first; seed < first + count; seed++) {
            List<History.Step> steps = History.steps(seed);
            if (!happened(seed, steps).isEmpty()) {
                fail("The history of seed " + seed + " breaks a property. Shortened to what breaks one:\n"
                        + String.join("\n", shortened(seed, steps)));
            }
        }
    }

    /** Leaves out steps as long as a property is broken all the same. */
    private List<String> shortened(long seed, List<History.Step> all) {
        List<History.Step> steps = new ArrayList<>(all);
        for (int i = steps.size() - 1; i >= 0; i--) {
            List<History.Step> fewer = new ArrayList<>(steps);
            fewer.remove(i);
            if (!happened(seed, fewer).isEmpty()) {
                steps = fewer;
            }
        }
        return happened(seed, steps);
    }

    private List<String> happened(long seed, List<History.Step> steps) {
        empty();
        return History.run(seed, steps, folder.resolve("kith.db"));
    }

    private void empty() {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
