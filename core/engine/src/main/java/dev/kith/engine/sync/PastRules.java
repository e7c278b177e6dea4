package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.rules.Decision;
import dev.kith.spi.Contact;
import java.util.Optional;
import java.util.function.Function;

/** Rules that decided before, asked what they would say now. Keeps the last set, for making one takes a second. Thread-safe. */
final class PastRules {
    private final Function<String, Function<Contact, Decision>> byVersion;
    private Optional<Kept> kept = Optional.empty();

    /** @param byVersion makes the rules of a version; those of now when it can't be had any more */
    PastRules(Function<String, Function<Contact, Decision>> byVersion) {
        this.byVersion = requireNonNull(byVersion, "byVersion");
    }

    private record Kept(String version, Function<Contact, Decision> rules) {}

    Decision decide(String version, Contact contact) {
        return of(version).apply(contact);
    }

    private synchronized Function<Contact, Decision> of(String version) {
        Kept now = kept.filter(one -> one.version().equals(version))
                .orElseGet(() -> new Kept(version, byVersion.apply(version)));
        kept = Optional.of(now);
        return now.rules();
    }
}
