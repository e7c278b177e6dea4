package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks again and again whether the files of a rule set have changed, on a thread of its own. */
final class RuleWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RuleWatch.class);
    private static final long LOOK_MILLIS = 500;

    private final String integration;
    private final Rulebook rulebook;
    private final ScheduledExecutorService thread;

    RuleWatch(String integration, Rulebook rulebook) {
        this.integration = requireNonNull(integration, "integration");
        this.rulebook = requireNonNull(rulebook, "rulebook");
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread watch = new Thread(task, "rules-" + integration);
            watch.setDaemon(true);
            return watch;
        });
    }

    void start() {
        ScheduledFuture<?> unused =
                thread.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            rulebook.look();
        } catch (RuntimeException e) {
            log.error("The changed rules of \"{}\" were not looked at; the active ones stay", integration, e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
