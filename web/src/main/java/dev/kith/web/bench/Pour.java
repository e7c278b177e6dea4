package dev.kith.web.bench;

import static java.util.Objects.requireNonNull;

import dev.kith.web.bench.CallCatcher.Call;
import dev.kith.web.demo.SimClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Changes persons of the simulated CRM at a steady rate, and passes on at once what it tells of them. */
final class Pour {
    private static final int CHANGERS = 4;
    private static final int SENDERS = 8;

    private final SimClient tribe;
    private final CallCatcher catcher;
    private final String kith;
    private final List<String> persons;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicLong made = new AtomicLong();

    Pour(SimClient tribe, CallCatcher catcher, String kith, List<String> persons) {
        this.tribe = requireNonNull(tribe, "tribe");
        this.catcher = requireNonNull(catcher, "catcher");
        this.kith = requireNonNull(kith, "kith");
        this.persons = List.copyOf(persons);
    }

    /** Blocks until the last change was passed on. */
    void pour(int rate, Duration during) throws InterruptedException {
        long before = catcher.caught();
        ScheduledExecutorService changers = Executors.newScheduledThreadPool(CHANGERS);
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        AtomicLong sent = new AtomicLong();
        for (int i = 0; i < SENDERS; i++) {
            senders.execute(() -> passOn(sent));
        }
        for (int i = 0; i < CHANGERS; i++) {
            long every = TimeUnit.SECONDS.toNanos(1) * CHANGERS / rate;
            var unused = changers.scheduleAtFixedRate(this::change, every * i / CHANGERS, every, TimeUnit.NANOSECONDS);
        }
        TimeUnit.NANOSECONDS.sleep(during.toNanos());
        changers.shutdown();
        boolean unused = changers.awaitTermination(30, TimeUnit.SECONDS);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while ((catcher.caught() - before < made.get() || sent.get() < made.get()) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        senders.shutdownNow();
    }

    private void change() {
        long number = made.getAndIncrement();
        tribe.send(
                "PATCH",
                "/_sim/persons/" + persons.get((int) (number % persons.size())),
                "{\"FirstName\":\"Poured" + number + "\"}");
    }

    private void passOn(AtomicLong sent) {
        try {
            while (true) {
                Call call = catcher.calls().take();
                HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(kith + call.path()))
                        .POST(BodyPublishers.ofByteArray(call.body()));
                call.headers().forEach(request::header);
                http.send(request.build(), BodyHandlers.discarding());
                sent.incrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
