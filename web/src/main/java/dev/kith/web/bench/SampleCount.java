package dev.kith.web.bench;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.sync.CrashPoint;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Counts what the read-back samples of imports cost: between a stored intent and the end of a batch's imports nothing
 * else reads profiles. Told by the thread of the run.
 */
final class SampleCount implements CrashPoint {
    private final Supplier<Map<String, Long>> calls;
    private Map<String, Long> before = Map.of();
    private long contacts;
    private long reads;

    SampleCount(Supplier<Map<String, Long>> calls) {
        this.calls = requireNonNull(calls, "calls");
    }

    @Override
    public synchronized void reached(Step step) {
        if (step == Step.INTENT_STORED) {
            before = calls.get();
        } else if (step == Step.PAGE_DELIVERED) {
            Map<String, Long> after = calls.get();
            contacts += attributeReads(after) - attributeReads(before);
            reads += AudienceCalls.of(after).profileReads()
                    - AudienceCalls.of(before).profileReads();
        }
    }

    /** Each sampled contact costs one of them. */
    private static long attributeReads(Map<String, Long> calls) {
        return calls.entrySet().stream()
                .filter(route ->
                        route.getKey().startsWith("GET ") && route.getKey().endsWith("/attributes"))
                .filter(route -> route.getKey().contains("/profiles/"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    synchronized void reset() {
        contacts = 0;
        reads = 0;
    }

    synchronized long contacts() {
        return contacts;
    }

    synchronized long reads() {
        return reads;
    }
}
