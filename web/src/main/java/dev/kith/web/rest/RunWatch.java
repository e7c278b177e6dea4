package dev.kith.web.rest;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.Run;
import dev.kith.web.http.EventStream;
import io.javalin.http.Context;
import io.javalin.http.sse.SseClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells followers how far their runs are, as server-sent events: {@code progress} at every change, {@code end} after the
 * last one, then closes.
 *
 * <p>One thread looks at the store for all of them; sending happens on threads of its own, so that a follower who
 * doesn't read delays nobody else.
 */
public final class RunWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunWatch.class);
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final int LOOKS_PER_HEARTBEAT = 40;

    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(daemon("run-watch"));
    private final ExecutorService sending = Executors.newCachedThreadPool(daemon("run-progress"));
    private final Set<Follower> followers = ConcurrentHashMap.newKeySet();

    public RunWatch() {
        var unused = looking.scheduleWithFixedDelay(
                () -> followers.forEach(Follower::look), 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Sends until the run has ended or the client is gone. */
    public void follow(Context ctx, Supplier<Optional<Run>> read, Function<Run, String> form) throws IOException {
        SseClient client = EventStream.open(ctx);
        Follower follower = new Follower(client, read, form);
        client.onClose(() -> followers.remove(follower));
        followers.add(follower);
    }

    @Override
    public void close() {
        looking.shutdownNow();
        followers.forEach(follower -> follower.client.close());
        sending.shutdownNow();
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    private final class Follower {
        private final SseClient client;
        private final Supplier<Optional<Run>> read;
        private final Function<Run, String> form;
        private final AtomicBoolean busy = new AtomicBoolean();
        private @Nullable Run told;
        private int silentLooks;

        Follower(SseClient client, Supplier<Optional<Run>> read, Function<Run, String> form) {
            this.client = requireNonNull(client, "client");
            this.read = requireNonNull(read, "read");
            this.form = requireNonNull(form, "form");
        }

        /** On the looking thread: it must neither block on the client nor throw. */
        void look() {
            if (busy.get()) {
                return;
            }
            try {
                Optional<Run> run = read.get();
                if (run.isEmpty()) {
                    leave();
                } else if (!run.get().equals(told)) {
                    told = run.get();
                    send(() -> tell(run.get()));
                } else if (++silentLooks % LOOKS_PER_HEARTBEAT == 0) {
                    send(() -> client.sendComment("still here"));
                }
            } catch (RuntimeException e) {
                LOG.warn("progress of a run can't be read: {}", e.toString());
                leave();
            }
        }

        private void send(Runnable message) {
            busy.set(true);
            try {
                sending.execute(() -> {
                    message.run();
                    busy.set(false);
                });
            } catch (RejectedExecutionException e) {
                // The host is closing; so is the client.
            }
        }

        private void tell(Run run) {
            client.sendEvent("progress", form.apply(run));
            if (run.state().isEnded()) {
                client.sendEvent("end", run.state().word());
                leave();
            }
        }

        private void leave() {
            followers.remove(this);
            client.close();
        }
    }
}
