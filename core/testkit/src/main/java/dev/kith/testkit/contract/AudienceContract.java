package dev.kith.testkit.contract;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.AudienceDescription;
import dev.kith.spi.ConsentChange;
import dev.kith.spi.ProfileSink;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.ProfileWrite.Existence;
import dev.kith.spi.Urgency;
import dev.kith.spi.WriteResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;

/** What the contracts of audiences share: writes, and what became of them. */
public abstract class AudienceContract extends Contract<TestedAudience> {
    AudienceParts parts;

    @BeforeEach
    final void describe() {
        parts = new AudienceParts((AudienceDescription) connector.describe());
    }

    final WriteResult write(ProfileWrite write) {
        return write(List.of(write)).get(0);
    }

    final List<WriteResult> write(List<ProfileWrite> writes) {
        return as(ProfileSink.class).write(writes, Urgency.RUN);
    }

    /** A write with the address of the profile, which consents need. */
    final ProfileWrite wanted(String key, Existence existence, Map<String, Object> set, ConsentChange... consents) {
        Map<String, Object> all = new LinkedHashMap<>(set);
        all.put(parts.email(), AudienceParts.address(key));
        return new ProfileWrite(key, existence, all, Set.of(), List.of(consents));
    }

    final WriteResult writeNew(String key, ConsentChange... consents) {
        return write(wanted(key, Existence.UNKNOWN, Map.of(parts.text(), "v1"), consents));
    }

    /** The attributes of a profile that must be there. */
    final Map<String, String> attributes(String key) {
        return system.attributes(key).orElseThrow(() -> new AssertionError("There is no profile " + key));
    }

    final boolean granted(String key, String subscription) {
        Map<String, Boolean> states = AudienceParts.granted(system.consents(key));
        return requireNonNull(states.get(AudienceParts.place(subscription)), () -> "No consent in " + states);
    }
}
