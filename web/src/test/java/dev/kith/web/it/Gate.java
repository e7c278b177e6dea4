package dev.kith.web.it;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.sync.CrashPoint;
import java.util.concurrent.CountDownLatch;

/** Stops whoever reaches a step, until it is opened. */
final class Gate implements CrashPoint {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private final Step step;

    Gate(Step step) {
        this.step = requireNonNull(step, "step");
    }

    @Override
    public void reached(Step now) {
        if (now == step) {
            reached.countDown();
            await(open);
        }
    }

    void awaitReached() {
        await(reached);
    }

    void open() {
        open.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
