package dev.kith.engine.sync;

import dev.kith.engine.home.ServerSettings;
import dev.kith.engine.schedule.Job;
import dev.kith.engine.store.Retention;
import dev.kith.engine.store.Store;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens by itself in a home, and when. */
final class Jobs {
    private static final Logger log = LoggerFactory.getLogger(Jobs.class);
    private static final Job.When AT_NIGHT = new Job.Daily(LocalTime.of(2, 30), ZoneOffset.UTC);

    private Jobs() {}

    static List<Job> of(Store store, ServerSettings.Retention kept) {
        Retention.Keep keep = new Retention.Keep(kept.details(), kept.ledger());
        return List.of(new Job("retention", AT_NIGHT, () -> prune(store, keep)));
    }

    private static void prune(Store store, Retention.Keep keep) {
        long rows = store.retention().prune(keep);
        if (rows > 0) {
            log.info("Removed {} rows that were older than kith.yaml's retention", rows);
        }
    }
}
