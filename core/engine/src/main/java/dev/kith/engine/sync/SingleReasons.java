package dev.kith.engine.sync;

import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts why contacts of a run in bulk are written one by one. Used by one thread. */
final class SingleReasons {
    private static final Logger log = LoggerFactory.getLogger(SingleReasons.class);

    private final long run;
    private final Map<String, Long> counts = new TreeMap<>();

    SingleReasons(long run) {
        this.run = run;
    }

    void add(String reason) {
        add(reason, 1);
    }

    void add(String reason, long times) {
        if (times > 0) {
            counts.merge(reason, times, Long::sum);
        }
    }

    /** One line, for whoever wonders about a run's calls. */
    void tell() {
        if (!counts.isEmpty()) {
            log.info("Run {}: written one by one: {}", run, counts);
        }
    }
}
