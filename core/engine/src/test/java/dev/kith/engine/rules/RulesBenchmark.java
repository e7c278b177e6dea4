package dev.kith.engine.rules;

import dev.kith.spi.Contact;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What deciding about one contact takes, trail included, beside the same decision written in Java by hand, and what a
 * compile takes once the compiler is warm. {@code ./kith bench rules} runs it; {@link CpuProfiler} adds the CPU time, which
 * a busy machine changes less than the wall time.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Threads(1)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 2)
public class RulesBenchmark {

    private final RuleFiles twentyFiles = BenchRules.twenty();
    private final Contact contact = BenchRules.contact();
    private RuleSet twenty = RuleSets.compile(twentyFiles);
    private RuleSet fiveHundred = RuleSets.compile(BenchRules.fiveHundred());
    private RuleSet shipped = RuleSets.compile(RuleFiles.read(Texts.SHIPPED));
    private Contact shippedContact = BenchRules.shippedContact(shipped);

    @Setup(Level.Iteration)
    public void start() {
        CpuProfiler.start();
    }

    @TearDown(Level.Iteration)
    public void stop() {
        CpuProfiler.stop();
    }

    @TearDown
    public void close() {
        twenty.close();
        fiveHundred.close();
        shipped.close();
    }

    @Benchmark
    public Object rules20() {
        return twenty.decide(contact);
    }

    @Benchmark
    public Object rules20InJava() {
        return BenchRules.twentyInJava(contact);
    }

    @Benchmark
    public Object rules500() {
        return fiveHundred.decide(contact);
    }

    @Benchmark
    public Object rules500InJava() {
        return BenchRules.fiveHundredInJava(contact);
    }

    @Benchmark
    public Object rulesShipped() {
        return shipped.decide(shippedContact);
    }

    /** The compile has a thread of its own, so its CPU time isn't that of the benchmark's thread. */
    @Benchmark
    public void recompile20() {
        RuleSets.compile(twentyFiles).close();
    }
}
