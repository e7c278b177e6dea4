package dev.kith.engine.rules;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The rows of a rule set's folder. Any thread; one at a time saves. */
public final class RowFolder {

    private static final ReentrantLock SAVING = new ReentrantLock();

    private final Path folder;

    public RowFolder(Path folder) {
        this.folder = requireNonNull(folder, "folder");
    }

    /** The rows as they are now; throws {@link RuleSetException} when the files can't be read as rules. */
    public RuleRows read() {
        return RuleRows.read(RuleFiles.read(folder));
    }

    /**
     * Saves all of the rows, or nothing: see {@link RuleRows#with}. Takes a second or so.
     *
     * @param version the version of the files that the rows were read from
     * @return the rows as they are now; empty, with nothing saved, when the files are of another version by now
     * @throws RuleSetException when the result doesn't compile
     */
    public Optional<RuleRows> save(String version, Map<RuleKind, List<WantedRow>> wanted) throws IOException {
        SAVING.lock();
        try {
            RuleRows rows = read();
            if (!rows.files().version().equals(version)) {
                return Optional.empty();
            }
            RuleFiles changed = rows.with(wanted);
            changed.writeRules(folder);
            return Optional.of(RuleRows.read(changed));
        } finally {
            SAVING.unlock();
        }
    }
}
