package dev.kith.web.it;

import dev.kith.web.command.CommandFailed;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code ./kith bench crash [--rounds N] [--seed N]}: {@link KillRounds} by hand. */
final class KillRoundsMain {
    private KillRoundsMain() {}

    public static void main(String[] args) throws Exception {
        int rounds = 5;
        long seed = System.nanoTime();
        for (int i = 0; i < args.length; i += 2) {
            String value = i + 1 < args.length ? args[i + 1] : "";
            switch (args[i]) {
                case "--rounds" -> rounds = Integer.parseInt(value);
                case "--seed" -> seed = Long.parseLong(value);
                default ->
                    throw new CommandFailed(
                            "\"" + args[i] + "\" isn't known. Use: ./kith bench crash [--rounds N] [--seed N]");
            }
        }
        Path folder = Files.createTempDirectory("kith-kill-rounds");
        System.out.println("kill rounds: the home stays in " + folder);
        try (KillRounds all = new KillRounds(folder, seed)) {
            all.run(rounds);
        } catch (AssertionError e) {
            System.err.println("kill rounds: FAILED with seed " + seed);
            throw e;
        }
    }
}
