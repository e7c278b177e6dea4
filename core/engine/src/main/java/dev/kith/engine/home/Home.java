package dev.kith.engine.home;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/** Where the files of a run-time home are. Looks at none of them. */
public final class Home {
    private final Path dir;

    private Home(Path dir) {
        this.dir = dir;
    }

    public static Home at(Path dir) {
        return new Home(requireNonNull(dir, "dir").toAbsolutePath().normalize());
    }

    public Path dir() {
        return dir;
    }

    public Path plugins() {
        return dir.resolve("plugins");
    }

    /** The folder of one rule set. */
    public Path rules(String set) {
        return dir.resolve("rules").resolve(set);
    }

    public Path data() {
        return dir.resolve("data");
    }

    public Path integrationsDir() {
        return dir.resolve("integrations");
    }

    public Path secrets() {
        return dir.resolve("secrets");
    }

    /** Where simulators keep their state. */
    public Path simulators() {
        return dir.resolve("sim");
    }

    Path serverFile() {
        return dir.resolve(HomeFiles.SERVER_FILE);
    }

    @Override
    public String toString() {
        return dir.toString();
    }
}
