package dev.kith.testkit.sim;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The faults that are switched on; each counts the calls it has seen. */
final class Faults {
    private final List<Active> active = new CopyOnWriteArrayList<>();
    private final AtomicInteger held = new AtomicInteger();

    void add(Fault fault) {
        active.add(new Active(fault, new AtomicInteger(), new CountDownLatch(1)));
    }

    /** Switches all off and lets the held calls go on. */
    void clear() {
        List<Active> before = List.copyOf(active);
        active.clear();
        before.forEach(a -> a.released.countDown());
    }

    int held() {
        return held.get();
    }

    /** The first fault that strikes this call. */
    Optional<Fault> strike(String route, String target) {
        for (Active a : active) {
            if (a.concerns(route, target) && a.strikesNow()) {
                holdIfAsked(a);
                return Optional.of(a.fault);
            }
        }
        return Optional.empty();
    }

    private void holdIfAsked(Active a) {
        if (!a.fault.hold()) {
            return;
        }
        held.incrementAndGet();
        try {
            a.released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            held.decrementAndGet();
        }
    }

    static SimAnswer answer(Fault fault, SimAnswer real) {
        if (fault.status() == 0) {
            return real;
        }
        String body = fault.body() == null ? "" : fault.body();
        String type = fault.contentType() == null ? "text/html" : fault.contentType();
        return new SimAnswer(fault.status(), type, body.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    private record Active(Fault fault, AtomicInteger seen, CountDownLatch released) {

        boolean concerns(String route, String target) {
            boolean endpoint = fault.endpoint().equals("*") || fault.endpoint().equals(route);
            return endpoint && (fault.contains() == null || target.contains(fault.contains()));
        }

        boolean strikesNow() {
            int n = seen.incrementAndGet();
            return n > fault.skip() && (fault.times() == 0 || n <= fault.skip() + fault.times());
        }
    }
}
