package dev.kith.engine.home;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes a new home; overwrites nothing. */
final class NewHome {
    private NewHome() {}

    static void make(Home home) {
        if (Files.exists(home.serverFile())) {
            throw new HomeException("There is a home in " + home
                    + " already (it has a kith.yaml); nothing was changed. " + "Choose another folder.");
        }
        try {
            for (Path folder : new Path[] {
                home.dir(), home.plugins(), home.dir().resolve("rules"), home.data(), home.integrationsDir()
            }) {
                Files.createDirectories(folder);
            }
            makePrivate(Files.createDirectories(home.secrets()));
            write("tribe.yaml.example", home.integrationsDir());
            // Last, so that a home with this file is whole.
            write(HomeFiles.SERVER_FILE, home.dir());
        } catch (IOException e) {
            throw new HomeException("The home " + home + " can't be made: " + e + ". Check the folder's rights.", e);
        }
    }

    private static void makePrivate(Path folder) throws IOException {
        if (Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static void write(String name, Path folder) throws IOException {
        Path target = folder.resolve(name);
        if (Files.exists(target)) {
            return;
        }
        try (InputStream text = requireNonNull(NewHome.class.getResourceAsStream(name), name)) {
            Files.writeString(target, new String(text.readAllBytes(), UTF_8));
        }
    }
}
