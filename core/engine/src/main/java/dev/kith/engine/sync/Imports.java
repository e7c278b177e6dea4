package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.plugin.Waiting;
import dev.kith.engine.store.ImportJobs;
import dev.kith.engine.store.ImportRow;
import dev.kith.engine.store.ImportState;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.StoredImport;
import dev.kith.spi.BulkPlan;
import dev.kith.spi.BulkProfileSink;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ImportJob;
import dev.kith.spi.ImportProgress;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.ReadBack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes imports through their life, storing each step. Blocks on the audience.
 *
 * <p>What comes out as empty or {@link ImportState#FAILED} has to be written one by one. A {@link ConnectorException} that
 * comes out ends the run.
 */
final class Imports {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    private static final Logger log = LoggerFactory.getLogger(Imports.class);

    private final BulkProfileSink sink;
    private final Patience patience;
    private final Waiting waiting;
    private final ImportJobs jobs;
    private final Run run;
    private final String owner;
    private final CrashPoint crash;
    private boolean waited;

    Imports(
            BulkProfileSink sink,
            Patience patience,
            Waiting waiting,
            ImportJobs jobs,
            Run run,
            String owner,
            CrashPoint crash) {
        this.sink = requireNonNull(sink, "sink");
        this.patience = requireNonNull(patience, "patience");
        this.waiting = requireNonNull(waiting, "waiting");
        this.jobs = requireNonNull(jobs, "jobs");
        this.run = requireNonNull(run, "run");
        this.owner = requireNonNull(owner, "owner");
        this.crash = requireNonNull(crash, "crash");
    }

    BulkProfileSink sink() {
        return sink;
    }

    /** Whether an import that was sent has been waited for. */
    boolean waited() {
        return waited;
    }

    /** The imports a crash left behind. */
    List<StoredImport> left() {
        return jobs.of(run.id());
    }

    /** What a row must not hold; empty when the connector fails to tell. */
    Optional<Set<String>> doubtful(ProfileWrite write) {
        return tried("judged", () -> sink.doubtful(write), () -> true);
    }

    /** Asks for an import and stores it; the rows aren't sent yet. */
    Optional<ImportJob> request(List<Plan> plans, BulkPlan.Import rows, BooleanSupplier cancelled) {
        Optional<ImportJob> job = tried("asked for", () -> sink.request(rows.shape()), cancelled);
        job.ifPresent(accepted -> {
            jobs.add(
                    run.id(),
                    owner,
                    new StoredImport(accepted, ImportState.REQUESTED),
                    storedRows(plans, rows, accepted));
            crash.reached(CrashPoint.Step.IMPORT_REQUESTED);
        });
        return job;
    }

    private static List<ImportRow> storedRows(List<Plan> plans, BulkPlan.Import rows, ImportJob job) {
        List<ImportRow> stored = new ArrayList<>(plans.size());
        for (int i = 0; i < plans.size(); i++) {
            stored.add(ImportedRow.stored(plans.get(i), rows.rows().get(i), job.id()));
        }
        return stored;
    }

    /** Sends the rows; false when that failed for good, though the audience may have them all the same. */
    boolean upload(ImportJob job, BulkPlan.Import rows, BooleanSupplier cancelled) {
        Optional<Boolean> uploaded = tried(
                "uploaded",
                () -> {
                    sink.upload(job, rows);
                    return true;
                },
                cancelled);
        if (uploaded.isPresent()) {
            jobs.advance(run.id(), owner, job.id(), ImportState.UPLOADED);
            crash.reached(CrashPoint.Step.IMPORT_UPLOADED);
        }
        return uploaded.isPresent();
    }

    /**
     * Waits for an import's end, also when the run is cancelled: what was sent can't be taken back.
     *
     * @param uploaded whether all rows were sent; if not, {@link ImportState#REQUESTED} says that the audience has none
     */
    ImportState await(ImportJob job, boolean uploaded) {
        Optional<ImportProgress.State> seen = Optional.empty();
        Duration pause = FIRST_PAUSE;
        while (true) {
            Optional<ImportProgress> progress = progress(job);
            ImportProgress.State state = progress.map(ImportProgress::state).orElse(ImportProgress.State.FAILED);
            if (state == ImportProgress.State.WAITING_FOR_FILE && !uploaded) {
                return ImportState.REQUESTED;
            }
            waited = true;
            if (!seen.equals(Optional.of(state))) {
                seen = Optional.of(state);
                tell(state);
            }
            if (state.isEnd()) {
                return ended(job, state, progress.map(ImportProgress::message).orElse(""));
            }
            Duration longest = sink.limits().pollEvery();
            pause = pause.compareTo(longest) < 0 ? pause : longest;
            waiting.pause(pause);
            pause = pause.multipliedBy(2);
        }
    }

    private void tell(ImportProgress.State state) {
        if (state == ImportProgress.State.QUEUED) {
            crash.reached(CrashPoint.Step.IMPORT_QUEUED);
        } else if (state == ImportProgress.State.IN_PROGRESS) {
            crash.reached(CrashPoint.Step.IMPORT_IN_PROGRESS);
        }
    }

    private ImportState ended(ImportJob job, ImportProgress.State state, String message) {
        ImportState end = state == ImportProgress.State.COMPLETED ? ImportState.COMPLETED : ImportState.FAILED;
        if (end == ImportState.FAILED) {
            log.warn("Run {}: import {} ended as {}: {}", run.id(), job.id(), state, message);
        }
        jobs.advance(run.id(), owner, job.id(), end);
        crash.reached(CrashPoint.Step.IMPORT_ENDED);
        return end;
    }

    /** Reads a sample of a completed import back; empty when a row of it isn't there as sent. */
    Optional<ReadBack> verify(ImportJob job, BulkPlan.Import rows, BooleanSupplier cancelled) {
        Optional<ReadBack> read = tried("read back", () -> sink.readBack(job, rows), cancelled);
        read.filter(sample -> !sample.missed().isEmpty())
                .ifPresent(sample -> log.warn(
                        "Run {}: {} profiles of import {} are not as sent, such as {}",
                        run.id(),
                        sample.missed().size(),
                        job.id(),
                        sample.missed().iterator().next()));
        return read.filter(sample -> sample.missed().isEmpty());
    }

    /** Its imports are settled or given up. */
    void forget() {
        jobs.forget(run.id(), owner);
    }

    /** Empty when the audience doesn't know the import. What isn't reachable ends the run: its rows may be written yet. */
    private Optional<ImportProgress> progress(ImportJob job) {
        try {
            return Optional.of(patience.call(() -> sink.progress(job), () -> false));
        } catch (ConnectorException e) {
            if (Delivery.endsRun(e) || Patience.isForNow(e)) {
                throw e;
            }
            return unable(e, "followed");
        }
    }

    private <T> Optional<T> tried(String what, Supplier<T> call, BooleanSupplier cancelled) {
        try {
            return Optional.of(patience.call(call, cancelled));
        } catch (ConnectorException e) {
            if (Delivery.endsRun(e)) {
                throw e;
            }
            return unable(e, what);
        }
    }

    private <T> Optional<T> unable(ConnectorException failure, String what) {
        log.warn("Run {}: an import could not be {}: {}", run.id(), what, failure.getMessage());
        return Optional.empty();
    }
}
