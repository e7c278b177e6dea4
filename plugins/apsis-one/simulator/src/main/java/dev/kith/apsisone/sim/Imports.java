package dev.kith.apsisone.sim;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Imports from request to end (A22): {@code waiting_for_file}, {@code queued}, {@code in_progress}, {@code completed}.
 * With a delay each of the last two takes that long; without one, each look at an import moves it on by one state.
 */
final class Imports {
    static final Duration UPLOAD_LIFE = Duration.ofDays(1);
    private static final int MOST_PENDING = 3;

    private final Places places;
    private final Profiles profiles;
    private final Clock clock;
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final AtomicLong delayMillis = new AtomicLong();

    Imports(Places places, Profiles profiles, Clock clock) {
        this.places = places;
        this.profiles = profiles;
        this.clock = clock;
    }

    /** One import. Guarded by the lock of {@link Imports}. */
    static final class Job {
        private final String id;
        private final ImportMapping mapping;
        private final Instant uploadUntil;
        private String status = "waiting_for_file";
        private String csv = "";
        private Instant since;
        private int done;
        private int failed;

        Job(String id, ImportMapping mapping, Instant now) {
            this.id = id;
            this.mapping = mapping;
            this.since = now;
            this.uploadUntil = now.plus(UPLOAD_LIFE);
        }

        String id() {
            return id;
        }

        Instant uploadUntil() {
            return uploadUntil;
        }
    }

    void delay(Duration delay) {
        delayMillis.set(delay.toMillis());
    }

    synchronized Job request(JsonNode json, Section section) {
        places.limits().importStart();
        ImportMapping mapping = ImportMapping.read(json, places.definitions(), section);
        boolean limited = places.limits().on() || places.switches().is(Switch.A22, "three-pending");
        if (limited && pending() >= MOST_PENDING) {
            throw places.limits().tooMany("pending imports", Duration.ofSeconds(5));
        }
        Job job = new Job("import-" + (jobs.size() + 1), mapping, clock.instant());
        jobs.put(job.id, job);
        return job;
    }

    private long pending() {
        return jobs.values().stream()
                .filter(job -> !job.status.equals("completed") && !job.status.equals("error"))
                .filter(job -> !job.status.equals("waiting_for_file")
                        || clock.instant().isBefore(job.uploadUntil))
                .count();
    }

    /** Takes the file; false when it can't be taken any more. */
    synchronized boolean upload(String id, String csv) {
        Job job = jobs.get(id);
        if (job == null
                || !job.status.equals("waiting_for_file")
                || !clock.instant().isBefore(job.uploadUntil)) {
            return false;
        }
        job.csv = csv;
        become(job, "queued");
        return true;
    }

    synchronized Map<String, Object> status(String id) {
        Job job = jobs.get(id);
        if (job == null) {
            throw Problem.notFound("Import not found");
        }
        String shown = job.status;
        moveOn(job);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("status", delayMillis.get() > 0 ? job.status : shown);
        if (places.switches().is(Switch.A22, "counters")) {
            result.put("rows", Map.of("succeeded", job.done, "failed", job.failed));
        }
        return Map.of("import_id", id, "result", result);
    }

    private void moveOn(Job job) {
        Instant now = clock.instant();
        Instant next = job.since.plusMillis(delayMillis.get());
        if (now.isBefore(next) || places.switches().is(Switch.A22, "stuck")) {
            return;
        }
        if (job.status.equals("queued")) {
            become(job, "in_progress");
        } else if (job.status.equals("in_progress")) {
            boolean error = places.switches().is(Switch.A22, "error");
            if (!error) {
                carryOut(job);
            }
            become(job, error ? "error" : "completed");
        }
    }

    private void become(Job job, String status) {
        job.status = status;
        job.since = clock.instant();
    }

    private void carryOut(Job job) {
        ImportRows rows = new ImportRows(job.mapping, profiles, places, clock.instant());
        Csv.read(job.csv, rows::take);
        job.done = rows.done();
        job.failed = rows.failed();
        job.csv = "";
    }
}
