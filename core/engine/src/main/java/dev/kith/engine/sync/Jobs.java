package dev.kith.engine.sync;

import dev.kith.engine.home.ServerSettings;
import dev.kith.engine.schedule.Job;
import dev.kith.engine.store.Retention;
import dev.kith.engine.store.RunKind;
import dev.kith.engine.store.Store;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens by itself in a home, and when. */
final class Jobs {
    private static final Logger log = LoggerFactory.getLogger(Jobs.class);
    private static final Job.When AT_NIGHT = new Job.Daily(LocalTime.of(2, 30), ZoneOffset.UTC);

    private static final Job.When HOURLY = new Job.Every(Duration.ofMinutes(60));

    private Jobs() {}

    static List<Job> of(Store store, ServerSettings.Retention kept, List<Integration> integrations) {
        Retention.Keep keep = new Retention.Keep(kept.details(), kept.ledger());
        List<Job> jobs = new ArrayList<>();
        jobs.add(new Job("retention", AT_NIGHT, () -> prune(store, keep)));
        for (Integration integration : integrations) {
            jobs.add(new Job("consents-" + integration.id(), HOURLY, integration::learnConsents));
            jobs.add(new Job(
                    "catch-up-" + integration.id(), HOURLY, () -> integration.startIfPossible(RunKind.CATCH_UP)));
            jobs.add(new Job("selections-" + integration.id(), HOURLY, integration.lists()::hourly));
            jobs.add(new Job(
                    "overviews-" + integration.id(),
                    new Job.Daily(NewContactWait.DAILY, integration.zone()),
                    integration.lists()::morning));
            integration
                    .dailyRun()
                    .ifPresent(zone -> jobs.add(new Job(
                            "new-contacts-" + integration.id(),
                            new Job.Daily(NewContactWait.DAILY, zone),
                            () -> integration.startIfPossible(RunKind.NEW_CONTACTS))));
        }
        return jobs;
    }

    private static void prune(Store store, Retention.Keep keep) {
        long rows = store.retention().prune(keep);
        if (rows > 0) {
            log.info("Removed {} rows that were older than kith.yaml's retention", rows);
        }
    }
}
