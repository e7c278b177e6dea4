package dev.kith.engine.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Secrets that the CRM told when webhooks were registered: kept in a file of {@code secrets/}, one a line. Thread-safe. */
public final class WebhookSecrets {
    private final Path file;
    private Set<String> all;

    private WebhookSecrets(Path file, Set<String> all) {
        this.file = file;
        this.all = all;
    }

    /** Reads those of an integration; none when there is no file. */
    public static WebhookSecrets of(Home home, String integration) {
        Path file = home.secrets().resolve("webhooks-" + integration);
        try {
            return new WebhookSecrets(file, Files.exists(file) ? read(file) : Set.of());
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static Set<String> read(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    public synchronized Set<String> all() {
        return all;
    }

    /** Keeps further ones. */
    public synchronized void add(Collection<String> secrets) {
        Set<String> more = new LinkedHashSet<>(all);
        if (!more.addAll(secrets)) {
            return;
        }
        try {
            PrivateFile.write(file, more);
            all = Set.copyOf(more);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /** Forgets them all. */
    public synchronized void clear() {
        try {
            Files.deleteIfExists(file);
            all = Set.of();
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static UncheckedIOException unusable(Path file, IOException failure) {
        return new UncheckedIOException(
                "The secrets of webhooks in " + file + " can't be read or written. Let this user do both.", failure);
    }

    /** Shows nothing. */
    @Override
    public String toString() {
        return "WebhookSecrets[]";
    }
}
