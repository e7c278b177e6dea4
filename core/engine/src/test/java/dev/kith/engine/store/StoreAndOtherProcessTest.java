package dev.kith.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StoreAndOtherProcessTest {
    @TempDir
    private Path home;

    private final List<Process> started = new ArrayList<>();
    private Path file;

    @BeforeEach
    void chooseFile() {
        file = home.resolve("kith.db");
    }

    @AfterEach
    void endWhatWasStarted() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void anotherProcessIsRefusedWhileTheDatabaseIsOpen() throws Exception {
        try (Store store = Store.open(file, new ManualClock())) {
            Process other = start();

            assertThat(firstLine(other)).isEqualTo("LOCKED");
            assertThat(other.waitFor()).isZero();
            assertThat(store.runReads().list("tribe", 10, Long.MAX_VALUE)).isEmpty();
        }
    }

    @Test
    void aProcessKilledWhileItSettlesLeavesWholeBatchesAndNoLock() throws Exception {
        Process other = start();
        assertThat(firstLine(other)).isEqualTo("SETTLING");
        other.destroyForcibly();
        assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();

        try (Store store = Store.open(file, new ManualClock())) {
            Run run = store.runs().interruptAbandoned("host-2").get(0);
            assertThat(run.pages()).isGreaterThan(OtherProcess.BATCHES_UNTIL_SAID);
            assertThat(run.cursor()).contains("batch-" + (run.pages() - 1));
            assertThat(store.links().count("tribe")).isEqualTo(run.pages() * OtherProcess.BATCH);
        }
    }

    private Process start() throws IOException {
        Process process = OtherProcess.start(file);
        started.add(process);
        return process;
    }

    private static String firstLine(Process process) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return String.valueOf(output.readLine());
    }
}
