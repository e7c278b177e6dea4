package dev.kith.tribe.sim.seed;

import dev.kith.tribe.sim.model.Row;
import dev.kith.tribe.sim.model.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What is shared while data is made: the chance, the names, the rows so far. */
final class Making {
    /** The day on which made data ends, so that the same seed gives the same dates. */
    static final Instant BASE = Instant.parse("2026-01-01T00:00:00Z");

    private static final int SIX_YEARS_IN_MINUTES = 6 * 365 * 24 * 60;

    final Schema schema;
    final Random random;
    final Vocabulary vocabulary;
    final List<Row> rows = new ArrayList<>();

    Making(Schema schema, long seed) {
        this.schema = schema;
        random = new Random(seed);
        vocabulary = new Vocabulary(seed);
    }

    /** A new row with a date of creation. */
    Row row(String type) {
        return row(type, past());
    }

    Row row(String type, Instant created) {
        Row row = new Row(schema.type(type), Ids.next(random));
        row.set("CreationDate", created);
        rows.add(row);
        return row;
    }

    Instant past() {
        return BASE.minusSeconds(60L * random.nextInt(SIX_YEARS_IN_MINUTES) + random.nextInt(60));
    }

    /** True this often in a hundred. */
    boolean chance(double percent) {
        return random.nextDouble() * 100 < percent;
    }

    <T> T pick(List<T> list) {
        return Vocabulary.pick(random, list);
    }
}
