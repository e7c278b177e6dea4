package dev.kith.engine.sync;

import dev.kith.engine.store.Run;
import dev.kith.engine.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** A store on disk, and runs that are worked on over it, each time by a host of another name. */
final class StoredRuns implements AutoCloseable {
    static final Duration LEASE = Duration.ofMinutes(1);

    private final Path file;
    private final Clock clock;
    private Store store;
    private int starts;

    StoredRuns(Path folder, Clock clock) {
        file = folder.resolve("kith.db");
        this.clock = clock;
        store = Store.open(file, clock);
    }

    /** What is done about a run that was claimed. */
    interface Work {
        Pass.Ending go(Run claimed, String owner) throws InterruptedException;
    }

    Store store() {
        return store;
    }

    /** Works on a run until it ends. */
    Run work(Run run, Work work) {
        String owner = "host-" + ++starts;
        Run claimed = store.runs().claim(run.id(), owner, LEASE).orElseThrow();
        Pass.Ending ending = end(claimed, owner, work);
        store.runs().finish(run.id(), owner, ending.state(), ending.cause());
        return store.runReads().find(run.integration(), run.id()).orElseThrow();
    }

    private static Pass.Ending end(Run claimed, String owner, Work work) {
        try {
            return work.go(claimed, owner);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** As after the end of the process: what was committed is there, nothing else. */
    Run restart(Run run) {
        store.close();
        store = Store.open(file, clock);
        store.runs().interruptAbandoned("host-new-" + starts);
        return store.runReads().find(run.integration(), run.id()).orElseThrow();
    }

    @Override
    public void close() {
        store.close();
    }
}
