package dev.kith.engine.sync;

import dev.kith.engine.store.ConsentKey;
import dev.kith.engine.sync.HistoryAudience.Consent;
import dev.kith.spi.AddressHolder;
import dev.kith.spi.ConsentState;
import dev.kith.spi.ProfileMerger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Profiles of the audience in memory that belong to no contact, and how they are merged into those that do. */
final class StrayProfiles implements ProfileMerger {
    private static final String STRAY = "stray ";

    /** What was merged: the contact's key and the address. */
    final List<String> merges = new ArrayList<>();

    private final HistoryAudience audience;

    StrayProfiles(HistoryAudience audience) {
        this.audience = audience;
    }

    void add(String email) {
        audience.profiles.put(STRAY + email, new TreeMap<>(Map.of("Email", email)));
    }

    void optedOut(String email, ConsentKey consent) {
        audience.person(STRAY + email, consent, false);
    }

    boolean has(String email) {
        return audience.profiles.containsKey(STRAY + email);
    }

    @Override
    public Optional<AddressHolder> holder(String email) {
        return audience.profiles.entrySet().stream()
                .filter(profile -> email.equals(profile.getValue().get("Email")))
                .map(Map.Entry::getKey)
                .map(key -> new AddressHolder(key.startsWith(STRAY) ? Optional.empty() : Optional.of(key)))
                .findFirst();
    }

    /** An opt-out of either profile stands. */
    @Override
    public List<ConsentState> merge(String profileKey, String email) {
        merges.add(profileKey + " " + email);
        audience.profiles.remove(STRAY + email);
        Map<ConsentKey, Consent> others = audience.consents.getOrDefault(STRAY + email, Map.of());
        others.forEach((consent, stands) -> {
            if (!stands.granted()) {
                audience.person(profileKey, consent, false);
            }
        });
        return audience.consents(profileKey).orElse(List.of());
    }
}
