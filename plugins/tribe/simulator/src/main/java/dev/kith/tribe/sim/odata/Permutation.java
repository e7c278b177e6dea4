package dev.kith.tribe.sim.odata;

import java.util.Random;

/** A permutation of the numbers from 0 to below a size, each worked out on its own. */
final class Permutation {
    private final int size;
    private final long factor;
    private final long shift;

    Permutation(int size, long seed) {
        this.size = size;
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        this.shift = size == 0 ? 0 : random.nextInt(size);
        this.factor = size == 0 ? 1 : coprime(1 + random.nextInt(size), size);
    }

    private static long coprime(int start, int size) {
        long candidate = start;
        while (divisor(candidate, size) != 1) {
            candidate++;
        }
        return candidate;
    }

    private static long divisor(long a, long b) {
        return b == 0 ? a : divisor(b, a % b);
    }

    int at(int index) {
        return (int) ((index * factor + shift) % size);
    }
}
