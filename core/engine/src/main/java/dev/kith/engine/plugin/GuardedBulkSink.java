package dev.kith.engine.plugin;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.BulkLimits;
import dev.kith.spi.BulkPlan;
import dev.kith.spi.BulkProfileSink;
import dev.kith.spi.ImportJob;
import dev.kith.spi.ImportProgress;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.ReadBack;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * A plugin's {@link BulkProfileSink}, whose plans are checked against the writes: a write that a plan forgets or has twice
 * would be settled without being delivered, or delivered in an order nobody chose.
 */
final class GuardedBulkSink implements BulkProfileSink {
    private final PluginCall call;
    private final BulkProfileSink sink;

    GuardedBulkSink(PluginCall call, BulkProfileSink sink) {
        this.call = requireNonNull(call, "call");
        this.sink = requireNonNull(sink, "sink");
    }

    @Override
    public BulkLimits limits() {
        BulkLimits limits = call.call("limits", sink::limits);
        if (limits.fewestRows() < 1 || limits.mostRows() < limits.fewestRows() || limits.atOnce() < 1) {
            throw call.bug("limits", "returned " + limits + ", which no import can keep");
        }
        return limits;
    }

    @Override
    public Set<String> doubtful(ProfileWrite write) {
        return call.call("doubtful", () -> sink.doubtful(write));
    }

    @Override
    public BulkPlan plan(List<ProfileWrite> writes) {
        BulkPlan plan = call.call("plan", () -> sink.plan(writes));
        List<ProfileWrite> planned = new ArrayList<>();
        plan.imports().forEach(batch -> planned.addAll(batch.rows()));
        plan.singles().forEach(single -> planned.add(single.write()));
        Set<ProfileWrite> left = Collections.newSetFromMap(new IdentityHashMap<>());
        left.addAll(writes);
        if (!planned.stream().allMatch(left::remove) || !left.isEmpty()) {
            throw call.bug("plan", "didn't return every write exactly once, unchanged");
        }
        return plan;
    }

    @Override
    public ImportJob request(String shape) {
        ImportJob job = call.call("request", () -> sink.request(shape));
        if (!job.shape().equals(shape)) {
            throw call.bug("request", "returned a job for other rows than it was asked for");
        }
        return job;
    }

    @Override
    public void upload(ImportJob job, BulkPlan.Import rows) {
        call.run("upload", () -> sink.upload(job, rows));
    }

    @Override
    public ImportProgress progress(ImportJob job) {
        return call.call("progress", () -> sink.progress(job));
    }

    @Override
    public ReadBack readBack(ImportJob job, BulkPlan.Import rows) {
        return call.call("readBack", () -> sink.readBack(job, rows));
    }
}
