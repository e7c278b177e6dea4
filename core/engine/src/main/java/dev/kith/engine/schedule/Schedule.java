package dev.kith.engine.schedule;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
    private static final Duration CHECK = Duration.ofMinutes(1);
    private static final int THREADS = 2;

    private final Scheduler scheduler;
    private final List<Job> jobs;
    private final Clock clock;
    private final ScheduledExecutorService checks = Executors.newSingleThreadScheduledExecutor(Schedule::daemon);

    private Schedule(Scheduler scheduler, List<Job> jobs, Clock clock) {
        this.scheduler = scheduler;
        this.jobs = List.copyOf(jobs);
        this.clock = clock;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "schedule-check");
        thread.setDaemon(true);
        return thread;
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
        return new Schedule(
                Scheduler.create(tables)
                        .startTasks(tasks)
                        .clock(clock::instant)
                        .threads(THREADS)
                        .pollingInterval(LOOK)
                        .shutdownMaxWait(LONGEST_END)
                        .build(),
                jobs,
                clock);
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
        var unused = checks.scheduleAtFixedRate(this::bringForward, 0, CHECK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A time that is further off than the job's own times allow was set before the clock was set back. */
    private void bringForward() {
        try {
            jobs.forEach(this::bringForward);
        } catch (RuntimeException e) {
            log.error("The times of jobs could not be checked, which is done again: {}", e.toString());
        }
    }

    private void bringForward(Job job) {
        Instant latest = job.times().getInitialExecutionTime(clock.instant());
        TaskInstanceId only = TaskInstanceId.of(job.name(), RecurringTask.INSTANCE);
        scheduler
                .getScheduledExecution(only)
                .filter(next -> !next.isPicked() && next.getExecutionTime().isAfter(latest))
                .ifPresent(next -> {
                    log.warn(
                            "Job \"{}\" was to happen at {}, which is too far off: the clock was set back. It happens at {}",
                            job.name(),
                            next.getExecutionTime(),
                            latest);
                    scheduler.reschedule(only, latest);
                });
    }

    /** Lets jobs in work end; one that doesn't end in some seconds is interrupted. */
    @Override
    public void close() {
        checks.shutdownNow();
        scheduler.stop();
    }
}
