package dev.kith.engine.store;

import java.util.function.LongSupplier;

/**
 * From when on actions of one kind are too many: more than a number of them, and more than a part of all linked contacts.
 *
 * @param percent of the contacts that have a profile
 */
public record GuardLimit(int count, int percent) {
    /** Whether that many need a person's approval. */
    public boolean isExceeded(long actions, LongSupplier linked) {
        return actions > count && actions * 100 > linked.getAsLong() * percent;
    }
}
