package dev.kith.engine.sync;

import dev.kith.engine.store.Store;
import java.time.Clock;

/** Tells nobody of lists, where a test has none. */
final class NoLists {
    private NoLists() {}

    static ListRefresh of(Store store, Clock clock) {
        ListGiving giving = new ListGiving(
                "tribe",
                store,
                () -> {
                    throw none();
                },
                () -> {
                    throw none();
                },
                new ContactLocks());
        return new ListRefresh("tribe", store, giving, clock);
    }

    private static IllegalStateException none() {
        return new IllegalStateException("there are no lists here");
    }
}
