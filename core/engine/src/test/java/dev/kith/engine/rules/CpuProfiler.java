package dev.kith.engine.rules;

import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/** Adds the CPU time of the benchmark's one thread to a result. The benchmark calls start and stop on that thread. */
public final class CpuProfiler implements InternalProfiler {

    private static volatile long started;
    private static volatile long used;

    static void start() {
        started = now();
    }

    static void stop() {
        used = now() - started;
    }

    private static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        used = 0;
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double each = used / 1e3 / result.getMetadata().getMeasuredOps();
        return List.of(new ScalarResult("cpu", each, "us/op", AggregationPolicy.AVG));
    }

    @Override
    public String getDescription() {
        return "CPU time of the benchmark's thread";
    }
}
