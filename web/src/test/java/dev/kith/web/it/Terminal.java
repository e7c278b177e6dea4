package dev.kith.web.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.web.Main;
import dev.kith.web.command.Shell;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A person at the command line, beside the running host. */
final class Terminal {
    private Terminal() {}

    /** What a command printed, and its exit code. */
    record Said(int code, String out, String err) {
        /** Standard output of a command that must end well. */
        String well() {
            assertThat(code).as(out + err).isZero();
            return out;
        }
    }

    /** A command that asks the host. */
    static Said ask(RunningKith kith, String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--url", kith.host().url()));
        return run(all);
    }

    static Said run(List<String> args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Shell shell = new Shell(
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                name -> null,
                Clock.systemUTC(),
                false,
                Optional.empty());
        int code = Main.run(shell, args.toArray(String[]::new));
        return new Said(code, out.toString(UTF_8), err.toString(UTF_8));
    }
}
