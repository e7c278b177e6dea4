package dev.kith.engine.schedule;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets jobs happen at their times, on threads of its own. The next time of each is in the database, so one that fell into
 * a pause of the host happens as soon as it is back.
 */
public final class Schedule implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Schedule.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration LONGEST_END = Duration.ofSeconds(5);
    private static final int THREADS = 2;

    private final Scheduler scheduler;

    private Schedule(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * Makes jobs ready; nothing happens before {@link #start}.
     *
     * @param tables where db-scheduler's table is
     */
    public static Schedule of(DataSource tables, Clock clock, List<Job> jobs) {
        List<RecurringTask<Void>> tasks = new ArrayList<>(jobs.size());
        for (Job job : jobs) {
            tasks.add(task(job));
        }
        return new Schedule(Scheduler.create(tables)
                .startTasks(tasks)
                .clock(clock::instant)
                .threads(THREADS)
                .pollingInterval(LOOK)
                .shutdownMaxWait(LONGEST_END)
                .build());
    }

    private static RecurringTask<Void> task(Job job) {
        return Tasks.recurring(job.name(), job.times()).execute((instance, context) -> {
            try {
                job.work().run();
            } catch (RuntimeException e) {
                log.error("Job \"{}\" failed and happens again at its next time: {}", job.name(), e.toString());
            }
        });
    }

    public void start() {
        scheduler.start();
    }

    /** Lets jobs in work end; one that doesn't end in some seconds is interrupted. */
    @Override
    public void close() {
        scheduler.stop();
    }
}
