package dev.kith.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kith.engine.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduleTest {
    private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");
    private static final Job.When LOOKING = new Job.Every(Duration.ZERO);
    private static final Job.When AT_FIVE = new Job.Daily(LocalTime.of(5, 0), AMSTERDAM);

    @TempDir
    private Path folder;

    private final SetClock clock = new SetClock(Instant.parse("2026-03-10T12:00:00Z"));
    private final AtomicInteger happened = new AtomicInteger();
    private final AtomicInteger looks = new AtomicInteger();
    private Store store;

    @BeforeEach
    void open() {
        store = Store.open(folder.resolve("kith.db"), clock);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aDailyJobHappensAtItsHourOfItsZoneAndAgainTheNextDay() {
        try (Schedule schedule = daily()) {
            schedule.start();
            clock.set("2026-03-11T03:50:00Z");
            awaitLook();
            assertThat(happened).as("before five in Amsterdam").hasValue(0);

            clock.set("2026-03-11T04:00:00Z");
            await().until(() -> happened.get() == 1);
            clock.set("2026-03-12T04:00:00Z");
            await().until(() -> happened.get() == 2);
        }
    }

    @Test
    void aJobWhoseHourFellIntoAPauseOfTheHostHappensOnceItIsBack() {
        try (Schedule schedule = daily()) {
            schedule.start();
            awaitLook();
        }
        clock.set("2026-03-14T09:00:00Z");
        try (Schedule schedule = daily()) {
            schedule.start();
            await().until(() -> happened.get() == 1);
            awaitLook();
            assertThat(happened).as("once, not once a day").hasValue(1);
        }
    }

    @Test
    void aClockThatWasSetBackByMonthsDoesNotKeepAJobFromItsNextTime() {
        clock.set("2026-09-01T12:00:00Z");
        try (Schedule schedule = daily()) {
            schedule.start();
            awaitLook();
        }
        clock.set("2026-03-11T03:50:00Z");
        try (Schedule schedule = daily()) {
            schedule.start();
            awaitLook();
            assertThat(happened).as("before five in Amsterdam").hasValue(0);
            clock.set("2026-03-11T04:00:00Z");
            await().until(() -> happened.get() == 1);
        }
    }

    @Test
    void aJobThatFailsHappensAgainAtItsNextTime() {
        Job failing = new Job("fails", new Job.Every(Duration.ofMinutes(60)), () -> {
            happened.incrementAndGet();
            throw new IllegalStateException("no luck");
        });
        try (Schedule schedule = Schedule.of(store.scheduling(), clock, List.of(failing))) {
            schedule.start();
            await().until(() -> {
                clock.add(Duration.ofMinutes(10));
                return happened.get() >= 2;
            });
        }
    }

    private Schedule daily() {
        return Schedule.of(
                store.scheduling(),
                clock,
                List.of(
                        new Job("daily", AT_FIVE, happened::incrementAndGet),
                        new Job("look", LOOKING, looks::incrementAndGet)));
    }

    /** Two more looks at the table begin after this call, so what is due now has begun; takes some seconds of the clock. */
    private void awaitLook() {
        int now = looks.get();
        await().until(() -> {
            clock.add(Duration.ofSeconds(1));
            return looks.get() >= now + 2;
        });
    }

    private static final class SetClock extends Clock {
        private volatile Instant now;

        SetClock(Instant now) {
            this.now = now;
        }

        void set(String moment) {
            now = Instant.parse(moment);
        }

        synchronized void add(Duration time) {
            now = now.plus(time);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
