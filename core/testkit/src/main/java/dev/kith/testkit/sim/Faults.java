package dev.kith.testkit.sim;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The faults that are switched on; each counts the calls it has seen. */
final class Faults {
    private final List<Active> active = new CopyOnWriteArrayList<>();
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicInteger struck = new AtomicInteger();

    void add(Fault fault) {
        Double rate = fault.rate();
        if (rate != null && !(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("rate must be 0 to 1, was " + rate);
        }
        active.add(new Active(fault, new AtomicInteger(), new CountDownLatch(1)));
    }

    /** Switches all off and lets the calls that are kept waiting go on. */
    void clear() {
        List<Active> before = List.copyOf(active);
        active.clear();
        before.forEach(a -> a.released.countDown());
    }

    /** How many calls are held now. */
    int held() {
        return held.get();
    }

    /** How many calls were struck since the start. */
    int struck() {
        return struck.get();
    }

    /** The first fault that strikes this call, after the wait it asks for. */
    Optional<Fault> strike(String route, String target) {
        for (Active a : active) {
            if (a.concerns(route, target) && a.strikesNow()) {
                struck.incrementAndGet();
                await(a);
                return Optional.of(a.fault);
            }
        }
        return Optional.empty();
    }

    private void await(Active a) {
        if (!a.fault.hold() && a.fault.slowMillis() == 0) {
            return;
        }
        held.incrementAndGet();
        try {
            if (a.fault.hold()) {
                a.released.await();
            } else if (a.released.await(a.fault.slowMillis(), TimeUnit.MILLISECONDS)) {
                return; // cleared before its time
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            held.decrementAndGet();
        }
    }

    private record Active(Fault fault, AtomicInteger seen, CountDownLatch released) {

        boolean concerns(String route, String target) {
            boolean endpoint = fault.endpoint().equals("*") || fault.endpoint().equals(route);
            return endpoint && (fault.contains() == null || target.contains(fault.contains()));
        }

        boolean strikesNow() {
            int n = seen.incrementAndGet();
            boolean due = n > fault.skip() && (fault.times() == 0 || n <= fault.skip() + fault.times());
            return due && byChance(n);
        }

        private boolean byChance(int n) {
            Double rate = fault.rate();
            return rate == null || new SplittableRandom(fault.seed() * 0x9E3779B97F4A7C15L + n).nextDouble() < rate;
        }
    }
}
