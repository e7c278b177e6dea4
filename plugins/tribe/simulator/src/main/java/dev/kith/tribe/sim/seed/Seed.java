package dev.kith.tribe.sim.seed;

import dev.kith.tribe.sim.model.Row;
import dev.kith.tribe.sim.model.Schema;
import java.util.List;

/** Makes all rows of a fresh CRM. The same seed and number always give the same rows. */
public final class Seed {
    private static final int PERSONS_PER_ORGANISATION = 6;

    private Seed() {}

    public static List<Row> rows(Schema schema, long seed, int persons) {
        Making making = new Making(schema, seed);
        Lists lists = new Lists(making);
        int organisations = Math.max(3, persons / PERSONS_PER_ORGANISATION);
        Persons maker = new Persons(making, lists, new Organisations(making, lists, organisations));
        for (int number = 1; number <= persons; number++) {
            maker.person(number);
        }
        return making.rows;
    }
}
