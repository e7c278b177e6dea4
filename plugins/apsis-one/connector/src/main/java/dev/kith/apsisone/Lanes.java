package dev.kith.apsisone;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.WriteResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Runs writes side by side, so many at a time as there are threads. Writes of the same address or mobile number share a lane:
 * they follow each other, the lowest profile key first, so that it is always the same contact who gets the key (D39), and
 * no two look it up at once and both find it free.
 */
final class Lanes implements AutoCloseable {
    private final ExecutorService threads;

    Lanes(int width) {
        this.threads = Executors.newFixedThreadPool(width, Lanes::daemon);
    }

    /** The results of the steps, in the order of the writes. After AUTH or CONFIG no further step starts. */
    List<WriteResult> run(List<ProfileWrite> writes, Function<ProfileWrite, WriteResult> step) {
        Batch batch = new Batch(writes, step);
        List<Callable<Void>> tasks = new ArrayList<>();
        lanes(writes).forEach(lane -> tasks.add(() -> batch.runAll(lane)));
        try {
            threads.invokeAll(tasks);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectorException(Kind.TRANSIENT, "Interrupted while writing to APSIS One.", e);
        } catch (RejectedExecutionException e) {
            throw new ConnectorException(Kind.TRANSIENT, "The connector to APSIS One is closed.", e);
        }
        return batch.results();
    }

    /** Positions of the writes that must follow each other. */
    private static List<List<Integer>> lanes(List<ProfileWrite> writes) {
        List<Integer> order = IntStream.range(0, writes.size())
                .boxed()
                .sorted(Comparator.comparing(i -> writes.get(i).profileKey()))
                .toList();
        int[] joined = IntStream.range(0, writes.size()).toArray();
        Map<String, Integer> first = new HashMap<>();
        for (int i : order) {
            for (String key : keys(writes.get(i))) {
                joined[lane(joined, i)] = lane(joined, first.computeIfAbsent(key, k -> i));
            }
        }
        Map<Integer, List<Integer>> lanes = new LinkedHashMap<>();
        order.forEach(i ->
                lanes.computeIfAbsent(lane(joined, i), l -> new ArrayList<>()).add(i));
        return List.copyOf(lanes.values());
    }

    private static int lane(int[] joined, int i) {
        int lane = i;
        while (joined[lane] != lane) {
            lane = joined[lane];
        }
        return lane;
    }

    /** The keys as APSIS One compares them (A29). */
    private static List<String> keys(ProfileWrite write) {
        return Stream.of(Ids.EMAIL, Ids.MOBILE)
                .filter(write.set()::containsKey)
                .map(id ->
                        id + " " + String.valueOf(write.set().get(id)).strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "apsis-one");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** The writes of one call, and what has become of them. */
    private static final class Batch {
        private final List<ProfileWrite> writes;
        private final Function<ProfileWrite, WriteResult> step;
        private final AtomicReferenceArray<WriteResult> results;
        private volatile Optional<ConnectorException> stopped = Optional.empty();

        Batch(List<ProfileWrite> writes, Function<ProfileWrite, WriteResult> step) {
            this.writes = writes;
            this.step = step;
            this.results = new AtomicReferenceArray<>(writes.size());
        }

        // Void has no other value than null.
        @SuppressWarnings("NullAway")
        Void runAll(List<Integer> lane) {
            lane.forEach(i -> results.set(i, result(writes.get(i))));
            return null;
        }

        private WriteResult result(ProfileWrite write) {
            Optional<ConnectorException> cause = stopped;
            if (cause.isPresent()) {
                return failed(cause.get());
            }
            try {
                WriteResult result = step.apply(write);
                result.failure().filter(Batch::stopsAll).ifPresent(e -> stopped = Optional.of(e));
                return result;
            } catch (RuntimeException e) {
                return failed(new ConnectorException(
                        Kind.BUG,
                        "The connector to APSIS One failed with " + e.getClass().getName() + ".",
                        e));
            }
        }

        private static boolean stopsAll(ConnectorException e) {
            return e.kind() == Kind.AUTH || e.kind() == Kind.CONFIG;
        }

        private static WriteResult failed(ConnectorException cause) {
            return new WriteResult(WriteResult.Effect.NONE, List.of(), List.of(), Optional.of(cause));
        }

        List<WriteResult> results() {
            return IntStream.range(0, writes.size())
                    .mapToObj(i -> requireNonNull(results.get(i)))
                    .toList();
        }
    }
}
