package dev.kith.spi;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a sample of an import's rows looks like in the audience.
 *
 * @param consents the consents of each sampled profile that is there, by profile key; an opt-out that stands against a
 *     wanted opt-in is no miss, the import kept it
 * @param missed keys of sampled profiles that are absent or not as written
 */
public record ReadBack(Map<String, List<ConsentState>> consents, Set<String> missed) {
    public ReadBack {
        consents = Map.copyOf(consents);
        missed = Set.copyOf(missed);
    }
}
