package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.ForgetRefused;
import dev.kith.engine.store.Forgotten;
import dev.kith.engine.store.Store;
import java.util.List;
import java.util.Optional;

/** Forgets one contact while nobody else touches it. Thread-safe. */
final class Forget {
    private final String integration;
    private final Store store;
    private final ContactLocks locks;

    Forget(String integration, Store store, ContactLocks locks) {
        this.integration = requireNonNull(integration, "integration");
        this.store = requireNonNull(store, "store");
        this.locks = requireNonNull(locks, "locks");
    }

    Optional<Forgotten> forget(String contactKey, String actor, String reason) throws ForgetRefused {
        try (ContactLocks.Held held = locks.hold(List.of(contactKey))) {
            return store.forgetting().forget(integration, contactKey, actor, reason);
        }
    }
}
