package dev.kith.web.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kith.web.bench.CallCatcher;
import dev.kith.web.bench.CallCatcher.Call;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A CRM's dispatcher that never gives up: takes the webhook calls of the simulator and sends each until a Kith has
 * acknowledged it, some of them twice, several side by side and so in any order. Remembers what was acknowledged.
 */
final class Relay implements AutoCloseable {
    private static final int SENDERS = 4;
    private static final int ONE_IN_TWICE = 10;
    private static final long AGAIN_MILLIS = 20;
    private static final int ACCEPTED = 202;

    private final CallCatcher catcher = CallCatcher.start();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ConcurrentLinkedQueue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final Set<Integer> otherAnswers = ConcurrentHashMap.newKeySet();
    private final AtomicLong passedOn = new AtomicLong();
    private final List<Thread> senders = new ArrayList<>();
    private final Object monitor = new Object();
    private Optional<String> target = Optional.empty();
    private volatile boolean stopping;

    Relay(long seed) {
        for (int i = 0; i < SENDERS; i++) {
            SplittableRandom random = new SplittableRandom(seed + i);
            Thread sender = new Thread(() -> send(random), "relay-" + i);
            sender.setDaemon(true);
            sender.start();
            senders.add(sender);
        }
    }

    /**
     * A delivery whose 202 was seen.
     *
     * @param body as it was sent
     * @param from before it was sent
     * @param until after the answer came
     */
    record Acknowledged(String body, Instant from, Instant until) {}

    /** The {@code events.address} of the integration. */
    String address() {
        return catcher.address();
    }

    /** From now on, Kith is there. */
    void to(String url) {
        synchronized (monitor) {
            target = Optional.of(url);
            monitor.notifyAll();
        }
    }

    void toNobody() {
        synchronized (monitor) {
            target = Optional.empty();
        }
    }

    boolean isEmpty() {
        return catcher.caught() == passedOn.get();
    }

    List<Acknowledged> acknowledged() {
        return List.copyOf(acknowledged);
    }

    /** Status codes that were no 202. */
    Set<Integer> otherAnswers() {
        return Set.copyOf(otherAnswers);
    }

    private void send(SplittableRandom random) {
        try {
            while (!stopping) {
                Call call = catcher.calls().take();
                send(call);
                if (random.nextInt(ONE_IN_TWICE) == 0) {
                    send(call);
                }
                passedOn.incrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Call call) throws InterruptedException {
        while (!isAcknowledged(call, awaitTarget())) {
            synchronized (monitor) {
                monitor.wait(AGAIN_MILLIS);
            }
        }
    }

    private String awaitTarget() throws InterruptedException {
        synchronized (monitor) {
            while (target.isEmpty()) {
                monitor.wait();
            }
            return target.get();
        }
    }

    private boolean isAcknowledged(Call call, String url) throws InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + call.path())).POST(BodyPublishers.ofByteArray(call.body()));
        call.headers().forEach(request::header);
        Instant from = Clock.systemUTC().instant();
        try {
            int status = http.send(request.build(), BodyHandlers.discarding()).statusCode();
            if (status == ACCEPTED) {
                acknowledged.add(new Acknowledged(
                        new String(call.body(), UTF_8), from, Clock.systemUTC().instant()));
                return true;
            }
            otherAnswers.add(status);
            return false;
        } catch (IOException e) {
            // Killed, or not there yet: it didn't acknowledge.
            return false;
        }
    }

    @Override
    public void close() {
        stopping = true;
        senders.forEach(Thread::interrupt);
        catcher.close();
    }
}
