package dev.kith.engine.schedule;

import static java.util.Objects.requireNonNull;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * Something that happens again and again.
 *
 * @param name unique in a home, the same over restarts: its next time is remembered under it
 * @param work quick, since few jobs run at once: what takes long is only started. What it throws is logged, and the job
 *     happens again at its next time
 */
public record Job(String name, When when, Runnable work) {
    public Job {
        requireNonNull(name, "name");
        requireNonNull(when, "when");
        requireNonNull(work, "work");
    }

    /** When a job happens. A time that passed while the host was down is made up for, once. */
    public sealed interface When {}

    /** Every day at that time of that zone; a time that a clock change leaves out or repeats happens once. */
    public record Daily(LocalTime time, ZoneId zone) implements When {
        public Daily {
            requireNonNull(time, "time");
            requireNonNull(zone, "zone");
        }
    }

    /** That long after it ended the last time; for the first time that long after the home's first start. */
    public record Every(Duration pause) implements When {
        public Every {
            requireNonNull(pause, "pause");
        }
    }

    Schedule times() {
        if (when instanceof Daily daily) {
            return Schedules.daily(daily.zone(), daily.time());
        }
        return new Pauses(((Every) when).pause());
    }

    /** As db-scheduler's fixed delay, without an execution at once. */
    private record Pauses(Duration pause) implements Schedule {
        @Override
        public Instant getNextExecutionTime(ExecutionComplete ended) {
            return ended.getTimeDone().plus(pause);
        }

        @Override
        public Instant getInitialExecutionTime(Instant now) {
            return now.plus(pause);
        }

        @Override
        public boolean isDeterministic() {
            return false;
        }
    }
}
