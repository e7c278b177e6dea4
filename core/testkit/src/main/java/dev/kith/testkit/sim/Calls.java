package dev.kith.testkit.sim;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts the calls of each route since the start or the last reset. */
final class Calls {
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    void count(String route) {
        counts.computeIfAbsent(route, r -> new LongAdder()).increment();
    }

    void reset() {
        counts.clear();
    }

    Map<String, Long> snapshot() {
        Map<String, Long> result = new TreeMap<>();
        counts.forEach((route, count) -> result.put(route, count.sum()));
        return result;
    }
}
