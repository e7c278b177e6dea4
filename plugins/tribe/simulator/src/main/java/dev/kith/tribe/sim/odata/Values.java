package dev.kith.tribe.sim.odata;

import dev.kith.tribe.sim.model.Edm;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Compares values of properties and literals. */
final class Values {
    private Values() {}

    /** True when values of the two types may be compared; null stands for null and links. */
    static boolean comparable(@Nullable Edm left, @Nullable Edm right) {
        return left == null || right == null || left == right || (left.isNumber() && right.isNumber());
    }

    static int compare(Object a, Object b) {
        if (a instanceof String x && b instanceof String y) {
            return x.compareTo(y);
        }
        if (a instanceof Instant x && b instanceof Instant y) {
            return x.compareTo(y);
        }
        if (a instanceof LocalDate x && b instanceof LocalDate y) {
            return x.compareTo(y);
        }
        if (a instanceof Boolean x && b instanceof Boolean y) {
            return x.compareTo(y);
        }
        if (a instanceof Long x && b instanceof Long y) {
            return x.compareTo(y);
        }
        if (a instanceof Number && b instanceof Number) {
            return new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString()));
        }
        if (a instanceof UUID x && b instanceof UUID y) {
            return compareIds(x, y);
        }
        return a.equals(b) ? 0 : 1;
    }

    private static int compareIds(UUID a, UUID b) {
        int first = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return first != 0 ? first : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }
}
