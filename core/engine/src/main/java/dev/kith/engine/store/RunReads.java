package dev.kith.engine.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What runs are like, and what they listed. */
public final class RunReads {
    private final Database database;

    RunReads(Database database) {
        this.database = database;
    }

    public Optional<Run> find(String integration, long run) {
        return database.read(
                handle -> handle.createQuery("select * from run where integration = :integration and id = :run")
                        .bind("integration", integration)
                        .bind("run", run)
                        .map(RunTable::read)
                        .findOne());
    }

    /** When the newest of the completed runs of these kinds was started; empty without one. */
    public Optional<Instant> newestCompletedStart(String integration, Set<RunKind> kinds) {
        return database.read(handle -> handle.createQuery("""
                        select max(started_at) from run
                        where integration = :integration and state = 'completed' and kind in (<kinds>)""")
                        .bind("integration", integration)
                        .bindList("kinds", kinds.stream().map(RunKind::word).toList())
                        .mapTo(Long.class)
                        .findOne())
                .map(Instant::ofEpochMilli);
    }

    /** The newest runs below an id, newest first; {@code Long.MAX_VALUE} starts at the newest of all. */
    public List<Run> list(String integration, int limit, long beforeId) {
        return database.read(handle -> handle.createQuery("""
                        select * from run where integration = :integration and :before > id
                        order by id desc limit :limit""")
                .bind("integration", integration)
                .bind("before", beforeId)
                .bind("limit", limit)
                .map(RunTable::read)
                .list());
    }

    /** The newest full run that completed before this one. */
    public OptionalLong completedFullBefore(String integration, long run) {
        return database.read(handle -> handle.createQuery("""
                        select id from run where integration = :integration and kind = 'full' and state = 'completed'
                            and :run > id order by id desc limit 1""")
                        .bind("integration", integration)
                        .bind("run", run)
                        .mapTo(Long.class)
                        .findOne())
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /** Runs that were asked for and not begun, oldest first. */
    public List<Run> queued() {
        return database.read(handle -> handle.createQuery("select * from run where state = 'queued' order by id")
                .map(RunTable::read)
                .list());
    }

    public boolean cancelRequested(long run) {
        return database.read(handle -> handle.createQuery("select cancel_requested from run where id = :run")
                        .bind("run", run)
                        .mapTo(Long.class)
                        .findOne())
                .filter(requested -> requested == 1)
                .isPresent();
    }

    /** Issues in the order they were settled. */
    public List<RunIssue> issues(long run, int limit, int offset) {
        return database.read(handle -> handle.createQuery(
                        "select * from run_issue where run = :run order by number limit :limit offset :offset")
                .bind("run", run)
                .bind("limit", limit)
                .bind("offset", offset)
                .map((row, context) -> new RunIssue(
                        row.getString("contact_key"),
                        row.getString("stage"),
                        row.getString("cause"),
                        row.getString("advice")))
                .list());
    }

    public long issueCount(long run) {
        return database.read(handle -> handle.createQuery("select count(*) from run_issue where run = :run")
                .bind("run", run)
                .mapTo(Long.class)
                .one());
    }
}
