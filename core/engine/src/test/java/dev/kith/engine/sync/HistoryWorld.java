package dev.kith.engine.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * What surrounds Kith in a history: time, chance, what happened so far, and the ends of the process. Both systems in memory
 * tell it of every call, so that a person can act and the process can end at each of them.
 */
final class HistoryWorld {
    final SteppingClock clock = new SteppingClock();
    final List<String> log = new ArrayList<>();
    Random random = new Random(0);
    /** What persons do while Kith works; the same chance decides whether they do. */
    Runnable meanwhile = () -> {};

    private Set<String> moments = Set.of();
    private Runnable then = () -> {};
    private int untilCrash;
    private double restless;
    private boolean inMeanwhile;

    /** The end of the process. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash() {
            super("the process ends here", null, false, false);
        }
    }

    /** A property that doesn't hold. */
    static final class Broken extends AssertionError {
        private static final long serialVersionUID = 1L;

        Broken(String what) {
            super(what);
        }
    }

    void crashAfter(int steps) {
        untilCrash = steps;
    }

    /** How often a person acts at a call, from 0 to 1. */
    void restless(double now) {
        restless = now;
    }

    /** What happens once, just before the first call of one of these names. */
    void whenCalled(Set<String> calls, Runnable action) {
        moments = calls;
        then = action;
    }

    /** A step of Kith, or a side of a call. */
    void step(String what) {
        clock.pause(Duration.ofMillis(1));
        if (untilCrash > 0 && --untilCrash == 0) {
            say("  crash at " + what);
            throw new Crash();
        }
    }

    /** A call to a system: persons may act just before it is carried out. */
    void call(String what) {
        step(what);
        if (moments.contains(what)) {
            moments = Set.of();
            then.run();
        }
        if (!inMeanwhile && random.nextDouble() < restless) {
            inMeanwhile = true;
            try {
                say("  meanwhile, at " + what + ":");
                meanwhile.run();
            } finally {
                inMeanwhile = false;
            }
        }
    }

    void say(String what) {
        log.add(clock.instant() + " " + what);
    }

    Broken broken(String what) {
        say("BROKEN: " + what);
        return new Broken(what);
    }
}
