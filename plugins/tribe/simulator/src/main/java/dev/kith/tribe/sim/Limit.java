package dev.kith.tribe.sim;

import static java.util.Objects.requireNonNull;

import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimRefusal;
import dev.kith.tribe.sim.model.Switches;
import java.time.Clock;
import java.util.Map;

/** Refuses calls beyond a number a second, if switched on, and says when to come back or doesn't (T42). */
final class Limit {
    static final int PER_SECOND = 5;

    private final Clock clock;
    private final Switches switches;
    private long second;
    private int calls;

    Limit(Clock clock, Switches switches) {
        this.clock = requireNonNull(clock, "clock");
        this.switches = requireNonNull(switches, "switches");
    }

    synchronized void check() {
        if (switches.is("T42", "none")) {
            return;
        }
        long now = clock.instant().getEpochSecond();
        calls = now == second ? calls + 1 : 1;
        second = now;
        if (calls > PER_SECOND) {
            SimAnswer answer = SimAnswer.json(429, Map.of("error", "too_many_requests"));
            throw new SimRefusal(switches.is("T42", "plain") ? answer : answer.withHeader("Retry-After", "1"));
        }
    }
}
