package dev.kith.web.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kith.web.Main;
import dev.kith.web.command.Shell;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code kith bench calls}, with a handful of contacts. */
class BenchIT {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void benchCallsCountsAFirstAnUnchangedAndAChangedRunOfBothWays() throws IOException {
        int exit = bench("--bulk", "60", "--single", "10", "--rate", "1000", "--import-seconds", "0", "--json");
        assertThat(exit).as(err.toString(UTF_8)).isZero();
        JsonNode runs = new ObjectMapper().readTree(out.toString(UTF_8));
        assertThat(runs)
                .extracting(run ->
                        run.path("way").asText() + ", " + run.path("pass").asText())
                .containsExactly(
                        "bulk, first",
                        "bulk, unchanged",
                        "bulk, 1 % changed",
                        "one by one, first",
                        "one by one, unchanged",
                        "one by one, 1 % changed");
        assertThat(runs.get(0).path("imports").asInt()).isEqualTo(2);
        assertThat(runs.get(0).path("profileWrites").asInt())
                .as("all go by the import")
                .isZero();
        assertThat(runs.get(1).path("writes").asInt()).isZero();
        assertThat(runs.get(2).path("writes").asInt()).isLessThanOrEqualTo(3);
        assertThat(runs.get(3).path("profileWrites").asInt()).isPositive();
        assertThat(runs.get(4).path("writes").asInt()).isZero();
    }

    private int bench(String... options) {
        Shell shell = new Shell(
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                name -> null,
                Clock.systemUTC(),
                false,
                Optional.of(RunningKith.distribution()));
        String[] args = new String[options.length + 2];
        args[0] = "bench";
        args[1] = "calls";
        System.arraycopy(options, 0, args, 2, options.length);
        return Main.run(shell, args);
    }
}
