package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.rules.CaseReport;
import dev.kith.engine.rules.Cases;
import dev.kith.engine.rules.RowFolder;
import dev.kith.engine.rules.RuleFiles;
import dev.kith.engine.rules.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of a rule set. */
final class RuleFolder {
    private final Path dir;
    private Map<Path, String> seen = Map.of();
    private Map<Path, String> taken = Map.of();

    RuleFolder(Path dir) {
        this.dir = requireNonNull(dir, "dir");
    }

    /** As people find it, within the home. */
    String name() {
        return "rules/" + dir.getFileName();
    }

    /** The four texts; throws when one can't be read. */
    RuleFiles read() {
        return RuleFiles.read(dir);
    }

    RowFolder rows() {
        return new RowFolder(dir);
    }

    CaseReport cases(RuleSet rules) {
        return Cases.report(rules, dir.resolve("cases"));
    }

    /**
     * Whether files have changed since the last change that was told, and have come to rest: they are the same as a look
     * ago, so that someone who writes several files, or one in pieces, has ended.
     */
    synchronized boolean changed() {
        Map<Path, String> now = stamps();
        boolean rest = now.equals(seen);
        boolean changed = rest && !now.equals(taken);
        seen = now;
        if (changed) {
            taken = now;
        }
        return changed;
    }

    /** What is there now counts as told. */
    synchronized void take() {
        seen = stamps();
        taken = seen;
    }

    private Map<Path, String> stamps() {
        Map<Path, String> stamps = new TreeMap<>();
        try (Stream<Path> files = Files.walk(dir, 2)) {
            files.filter(Files::isRegularFile).forEach(file -> stamps.put(file, stamp(file)));
        } catch (IOException e) {
            stamps.put(dir, e.toString());
        }
        return stamps;
    }

    private static String stamp(Path file) {
        try {
            return Files.getLastModifiedTime(file) + " " + Files.size(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Replaces one of the four files as a whole. */
    void write(String name, String text) throws IOException {
        if (!RuleFiles.names().contains(name)) {
            throw new IllegalArgumentException("A rule set has no file " + name);
        }
        Path part = dir.resolve("." + name + ".part");
        Files.writeString(part, text);
        Files.move(part, dir.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
