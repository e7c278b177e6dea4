package dev.kith.web.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunKind;
import dev.kith.engine.sync.Integration;
import dev.kith.web.demo.DemoHome;
import dev.kith.web.demo.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two integrations keep two audiences in step with one CRM, one by imports and one by single writes: after each round of
 * changes both hold the same, as the oracle says.
 */
class SameEndIT {
    private static final int CONTACTS = 40;
    private static final int ROUNDS = 3;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = 1)
    void bulkAndSingleWritesEndInTheSameDump(int seed) throws Exception {
        sameEnd(seed);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void bulkAndSingleWritesEndInTheSameDumpForMoreSeeds(int seed) throws Exception {
        sameEnd(seed);
    }

    private void sameEnd(int seed) throws Exception {
        try (RunningKith kith = RunningKith.prepare(folder, CONTACTS, seed);
                Simulator other = Simulator.start(
                        RunningKith.distribution(), "apsis-one", folder.resolve("other"), CONTACTS, seed)) {
            addBulk(kith, other);
            kith.openWith(kith.movedTime(other));
            Changes changes = new Changes(kith, new Random(seed), List.of(kith.apsisOne(), client(other)));
            Map<String, Oracle.Profile> persons = Map.of();
            for (int round = 0; round < ROUNDS; round++) {
                changes.make();
                // What one profile gives up another may take, but maybe only the next time (D39).
                for (int again = 0; again < 2; again++) {
                    sync(kith, DemoHome.INTEGRATION);
                    sync(kith, "bulk");
                }
                persons = Dump.profiles(List.copyOf(kith.apsisDump().values()));
                Map<String, Oracle.Profile> byImport = Dump.profiles(
                        List.copyOf(RunningKith.apsisDump(client(other)).values()));
                assertThat(differences(persons, byImport))
                        .as("seed %d, round %d", seed, round)
                        .isEmpty();
            }
            assertThat(persons).hasSizeGreaterThan(CONTACTS / 2);
            assertThat(client(other).get("/_sim/calls").text()).contains("/imports");
        }
    }

    private static List<String> differences(Map<String, Oracle.Profile> single, Map<String, Oracle.Profile> bulk) {
        Set<String> keys = new TreeSet<>(single.keySet());
        keys.addAll(bulk.keySet());
        return keys.stream()
                .filter(key -> !Objects.equals(single.get(key), bulk.get(key)))
                .map(key -> "one by one " + single.get(key) + ", in bulk " + bulk.get(key))
                .toList();
    }

    private static Client client(Simulator simulator) {
        return new Client(simulator.url().toString());
    }

    private static void addBulk(RunningKith kith, Simulator other) throws IOException {
        Path single = kith.home().integrationsDir().resolve(DemoHome.INTEGRATION + ".yaml");
        String text = Files.readString(single);
        String bulk = text.replace("apiUrl: " + kith.simulators().apsisOne() + "\n", "apiUrl: " + other.url() + "\n")
                + "runs: {bulk: on}\n";
        Files.writeString(kith.home().integrationsDir().resolve("bulk.yaml"), bulk);
        Files.writeString(single, text + "runs: {bulk: off}\n");
    }

    private static void sync(RunningKith kith, String integration) throws Exception {
        Integration one = kith.host().engine().integration(integration).orElseThrow();
        assertThat(one.problems()).isEmpty();
        Run run = one.awaitEnd(one.start(RunKind.FULL, false).id());
        assertThat(run.cause()).isEmpty();
        assertThat(run.state().word()).isEqualTo("completed");
    }
}
