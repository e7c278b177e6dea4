package dev.kith.tribe.sim.seed;

import java.util.Random;

/** Where a person's e-mail address is kept. */
enum Reach {
    PRIVATE,
    CONTACT_ONLY,
    NONE;

    static Reach any(Random random) {
        int at = random.nextInt(100);
        if (at < 5) {
            return NONE;
        }
        return at < 20 ? CONTACT_ONLY : PRIVATE;
    }
}
