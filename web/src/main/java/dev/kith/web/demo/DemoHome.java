package dev.kith.web.demo;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.home.Home;
import dev.kith.engine.home.HomeFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Stream;

/** Makes a home whose one integration connects the two simulators; leaves what is there already as it is. */
public final class DemoHome {
    /** The id of the demo's integration, and the name of its rule set. */
    public static final String INTEGRATION = "tribe";

    private final Home home;
    private final Path distribution;

    public DemoHome(Home home, Path distribution) {
        this.home = requireNonNull(home, "home");
        this.distribution = requireNonNull(distribution, "distribution");
    }

    /** Writes what is missing; the integration's file only when the simulators are elsewhere than it says. */
    public void prepare(Simulators simulators) {
        try {
            if (!Files.exists(home.dir().resolve("kith.yaml"))) {
                HomeFiles.init(home);
            }
            copyRules();
            secret("demo-tribe", "tribe-secret");
            secret("demo-apsis-one", "apsis-secret");
            Path file = home.integrationsDir().resolve(INTEGRATION + ".yaml");
            if (!pointsAt(file, simulators)) {
                write(file, integration(simulators));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The demo's home " + home + " can't be written: " + e, e);
        }
    }

    private void copyRules() throws IOException {
        Path target = home.rules(INTEGRATION);
        if (Files.exists(target)) {
            return;
        }
        Path source = distribution.resolve("rules").resolve(INTEGRATION);
        Path part = target.resolveSibling(INTEGRATION + ".part");
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = part.resolve(source.relativize(file).toString());
                Files.createDirectories(requireNonNull(copy.getParent()));
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private void secret(String name, String value) throws IOException {
        Path file = home.secrets().resolve(name);
        if (!Files.exists(file)) {
            write(file, value + "\n");
        }
    }

    private static boolean pointsAt(Path file, Simulators simulators) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        String text = Files.readString(file);
        return Stream.of(simulators.tribe(), simulators.apsisOne()).allMatch(url -> text.contains(url + "\n"));
    }

    private static String integration(Simulators simulators) {
        StringBuilder fields = new StringBuilder();
        for (Map.Entry<String, String> field : simulators.customFields().entrySet()) {
            fields.append("      ")
                    .append(field.getKey())
                    .append(": \"")
                    .append(field.getValue())
                    .append("\"\n");
        }
        String custom = fields.isEmpty() ? "" : "    fields:\n" + fields;
        String text = """
                # Written by "kith demo": two simulators on this machine.
                name: Tribe CRM to APSIS One (demo)

                crm:
                  connector: tribe
                  settings:
                    apiUrl: TRIBE
                    authUrl: TRIBE
                    clientId: kith
                    clientSecret: "${file:demo-tribe}"
                    rate: unlimited
                FIELDS
                audience:
                  connector: apsis-one
                  settings:
                    apiUrl: APSIS
                    clientId: kith
                    clientSecret: "${file:demo-apsis-one}"
                    rate: unlimited
                    # The simulated Section has the keyspace of APSIS's own Tribe integration, which is off here.
                    confirmedFirstPartyOff: true

                rules:
                  folder: tribe
                  # For a demonstration; elsewhere someone activates what was changed.
                  activate: on-change
                timeZone: Europe/Amsterdam
                """;
        return text.replace("FIELDS\n", custom + "\n")
                .replace("TRIBE", simulators.tribe().toString())
                .replace("APSIS\n", simulators.apsisOne() + "\n");
    }

    private static void write(Path file, String text) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.writeString(part, text);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (FileSystemException e) {
            Files.deleteIfExists(part);
            throw e;
        }
    }
}
