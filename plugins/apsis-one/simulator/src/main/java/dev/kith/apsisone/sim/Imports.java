package dev.kith.apsisone.sim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.testkit.sim.SimRefusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
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

    /**
     * An import as the saved state holds it; times in milliseconds.
     *
     * @param request the body that asked for it
     */
    record Saved(
            String id,
            Section section,
            JsonNode request,
            long uploadUntil,
            String status,
            String csv,
            long since,
            int done,
            int failed) {}

    /** One import. Guarded by the lock of {@link Imports}. */
    static final class Job {
        private final String id;
        private final Section section;
        private final JsonNode request;
        private final Instant uploadUntil;
        private String status = "waiting_for_file";
        private String csv = "";
        private Instant since;
        private int done;
        private int failed;

        Job(String id, Section section, JsonNode request, Instant since, Instant uploadUntil) {
            this.id = id;
            this.section = section;
            this.request = request;
            this.since = since;
            this.uploadUntil = uploadUntil;
        }

        private Saved saved() {
            return new Saved(
                    id, section, request, uploadUntil.toEpochMilli(), status, csv, since.toEpochMilli(), done, failed);
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

    long delayMillis() {
        return delayMillis.get();
    }

    synchronized List<Saved> saved() {
        return jobs.values().stream().map(Job::saved).toList();
    }

    /** Takes the imports of before a restart. */
    synchronized void restore(List<Saved> saved) {
        for (Saved each : saved) {
            Job job = new Job(
                    each.id(),
                    each.section(),
                    each.request(),
                    Instant.ofEpochMilli(each.since()),
                    Instant.ofEpochMilli(each.uploadUntil()));
            job.status = each.status();
            job.csv = each.csv();
            job.done = each.done();
            job.failed = each.failed();
            jobs.put(job.id, job);
        }
    }

    synchronized Job request(JsonNode json, Section section) {
        places.limits().importStart();
        ImportMapping.read(json, places.definitions(), section);
        boolean limited = places.limits().on() || places.switches().is(Switch.A22, "three-pending");
        if (limited && pending() >= MOST_PENDING) {
            throw places.limits().tooMany("pending imports", Duration.ofSeconds(5));
        }
        Instant now = clock.instant();
        Job job = new Job("import-" + (jobs.size() + 1), section, json, now, now.plus(UPLOAD_LIFE));
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
            boolean error = places.switches().is(Switch.A22, "error") || !carryOut(job);
            become(job, error ? "error" : "completed");
        }
    }

    private void become(Job job, String status) {
        job.status = status;
        job.since = clock.instant();
    }

    /** False when what the import names has gone since. */
    private boolean carryOut(Job job) {
        ImportMapping mapping;
        try {
            mapping = ImportMapping.read(job.request, places.definitions(), job.section);
        } catch (SimRefusal e) {
            return false;
        }
        ImportRows rows = new ImportRows(mapping, profiles, places, clock.instant());
        Csv.read(job.csv, rows::take);
        job.done = rows.done();
        job.failed = rows.failed();
        job.csv = "";
        return true;
    }
}
