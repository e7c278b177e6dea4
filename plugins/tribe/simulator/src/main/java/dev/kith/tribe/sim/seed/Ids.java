package dev.kith.tribe.sim.seed;

import java.util.Random;
import java.util.UUID;

/** Draws GUIDs that look random. */
final class Ids {
    private Ids() {}

    static UUID next(Random random) {
        long high = (random.nextLong() & 0xFFFFFFFFFFFF0FFFL) | 0x4000L;
        long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
