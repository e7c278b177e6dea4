package dev.kith.engine.home;

import static java.util.Comparator.comparing;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the settings files of a home, and makes a new home. */
public final class HomeFiles {
    static final String SERVER_FILE = "kith.yaml";
    private static final String YAML = ".yaml";

    private HomeFiles() {}

    /**
     * What the files say.
     *
     * @param settings empty when there are problems
     * @param problems of all files
     */
    public record Read(Optional<HomeSettings> settings, List<Problem> problems) {
        public Read {
            requireNonNull(settings, "settings");
            problems = List.copyOf(problems);
        }
    }

    /**
     * Reads {@code kith.yaml} and every {@code integrations/*.yaml}. What connectors are given is not checked here: see
     * {@link ConnectorSettings}.
     *
     * @param env reads one variable of the environment, null when it isn't set; {@code KITH_PORT} wins over the file
     */
    public static Read read(Home home, Function<String, @Nullable String> env) {
        List<Problem> problems = new ArrayList<>();
        Optional<ServerSettings> server = ServerFile.read(home, env, problems);
        List<IntegrationSettings> integrations = integrations(home, problems);
        if (server.isEmpty() || !problems.isEmpty()) {
            return new Read(Optional.empty(), problems);
        }
        return new Read(Optional.of(new HomeSettings(server.get(), integrations)), problems);
    }

    /**
     * Makes the folders and commented files of a new home.
     *
     * @throws HomeException when there is a home already, or it can't be written
     */
    public static void init(Home home) {
        NewHome.make(home);
    }

    private static List<IntegrationSettings> integrations(Home home, List<Problem> problems) {
        List<IntegrationSettings> found = new ArrayList<>();
        for (Path file : files(home, problems)) {
            String name = file.getFileName().toString();
            if (name.endsWith(YAML)) {
                IntegrationFile.read(file, problems).ifPresent(found::add);
            } else if (name.endsWith(".yml")) {
                String message =
                        "The file integrations/" + name + " is not read: its name must end in .yaml. Rename it.";
                problems.add(new Problem("integrations/" + name, 0, message));
            }
        }
        return found;
    }

    private static List<Path> files(Home home, List<Problem> problems) {
        List<Path> files = new ArrayList<>();
        if (!Files.isDirectory(home.integrationsDir())) {
            return files;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(home.integrationsDir())) {
            entries.forEach(files::add);
        } catch (IOException e) {
            String message = "The folder integrations can't be read: " + e.getMessage() + ". Check its rights.";
            problems.add(new Problem("integrations", 0, message));
        }
        files.sort(comparing(Path::toString));
        return files;
    }
}
