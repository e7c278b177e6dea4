package dev.kith.engine.plugin;

import static java.util.Comparator.comparing;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The connector JARs of the plugin folders. A JAR that can't be used stands in {@link #all} with its problem and never
 * keeps the others from being used. Thread-safe once loaded.
 */
public final class Plugins implements AutoCloseable {
    private final List<PluginStatus> statuses = new ArrayList<>();
    private final List<LoadedJar> jars = new ArrayList<>();
    private final Map<String, LoadedFactory> factories = new HashMap<>();

    private Plugins() {}

    /**
     * Loads every {@code *.jar} of each folder, in the order of folders and names; a folder that isn't there holds none.
     * Of two JARs with the same connector kind the first is used.
     */
    public static Plugins load(List<Path> folders) {
        Plugins plugins = new Plugins();
        for (Path folder : folders) {
            plugins.addAll(folder);
        }
        return plugins;
    }

    /** One for each JAR that was found, in the order of loading. */
    public List<PluginStatus> all() {
        return List.copyOf(statuses);
    }

    public Optional<LoadedFactory> factory(String kind) {
        return Optional.ofNullable(factories.get(kind));
    }

    /** Unloads all JARs. Close the connectors first. */
    @Override
    public void close() {
        factories.clear();
        jars.forEach(LoadedJar::close);
        jars.clear();
    }

    private void addAll(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
            List<Path> sorted = new ArrayList<>();
            files.forEach(sorted::add);
            sorted.sort(comparing(Path::toString));
            sorted.forEach(this::add);
        } catch (IOException e) {
            statuses.add(refused(folder, "The plugin folder can't be read: " + e.getMessage() + ". Check its rights."));
        }
    }

    private void add(Path file) {
        Manifest manifest;
        try {
            manifest = Manifest.of(file);
        } catch (PluginRefused e) {
            statuses.add(refused(file, e.getMessage()));
            return;
        }
        LoadedJar jar = null;
        try {
            jar = LoadedJar.load(file, manifest);
            List<LoadedFactory> found = Factories.of(jar);
            found.forEach(this::refuseTaken);
            found.forEach(factory -> factories.put(factory.kind(), factory));
            jars.add(jar);
            List<String> kinds = found.stream().map(LoadedFactory::kind).toList();
            statuses.add(new PluginStatus(manifest.id(), manifest.version(), file, kinds, Optional.empty()));
        } catch (PluginRefused e) {
            if (jar != null) {
                jar.close();
            }
            Optional<String> problem = Optional.of(e.getMessage());
            statuses.add(new PluginStatus(manifest.id(), manifest.version(), file, List.of(), problem));
        }
    }

    private void refuseTaken(LoadedFactory factory) {
        LoadedFactory taken = factories.get(factory.kind());
        if (taken != null) {
            throw new PluginRefused("It offers the connector kind \"" + factory.kind() + "\", which "
                    + taken.file().getFileName() + " offers already. Remove one of the two files.");
        }
    }

    private static PluginStatus refused(Path file, String problem) {
        return new PluginStatus(file.getFileName().toString(), "", file, List.of(), Optional.of(problem));
    }
}
