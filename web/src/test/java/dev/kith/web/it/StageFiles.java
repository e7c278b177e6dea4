package dev.kith.web.it;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.home.Home;
import dev.kith.web.demo.DemoHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What a test may change in the files of its home, and how they become again what they were. */
final class StageFiles {
    private static final Path SHIPPED_RULES =
            RunningKith.distribution().resolve("rules").resolve(DemoHome.INTEGRATION);

    private final Home home;
    private final String settings;

    /** Keeps the settings as they are now. */
    StageFiles(Home home) {
        this.home = requireNonNull(home, "home");
        settings = read(settingsFile());
    }

    /** Without the cases, which are for the shipped rules only. */
    void reset() {
        deleteAll(home.data());
        deleteAll(cases());
        for (String file : List.of("conditions.drl", "mappings.drl", "consents.drl", "schema.yaml")) {
            write(home.rules(DemoHome.INTEGRATION).resolve(file), shippedRule(file));
        }
        write(settingsFile(), settings);
    }

    String shippedRule(String file) {
        return read(SHIPPED_RULES.resolve(file));
    }

    void writeCases(String yaml) {
        try {
            Files.createDirectories(cases());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        write(cases().resolve("test.yaml"), yaml);
    }

    private Path settingsFile() {
        return home.integrationsDir().resolve(DemoHome.INTEGRATION + ".yaml");
    }

    private Path cases() {
        return home.rules(DemoHome.INTEGRATION).resolve("cases");
    }

    static void deleteAll(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
