package dev.kith.testkit.contract;

import static dev.kith.testkit.contract.AudienceParts.optIn;
import static dev.kith.testkit.contract.AudienceParts.optOut;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.spi.AddressHolder;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.ConsentChange;
import dev.kith.spi.ConsentState;
import dev.kith.spi.ProfileMerger;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.ProfileWrite.Existence;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@link ProfileMerger} promises. Needs {@link #makeStranger}. */
public abstract class MergerContract extends AudienceContract {
    private static final String ADDRESS = AudienceParts.address("stranger");

    /** Makes a profile that has this address as its key and no contact key, with these consents by email. */
    protected abstract void makeStranger(String address, String optedOutOf, String optedInTo);

    @Test
    void theHolderOfAnAddressIsFoundHoweverItIsWritten() {
        assertThat(merger().holder(ADDRESS)).isEmpty();
        makeStranger();
        assertThat(merger().holder(" " + ADDRESS.toUpperCase(Locale.ROOT)))
                .hasValue(new AddressHolder(Optional.empty()));
        writeNew("p1");
        assertThat(merger().holder(AudienceParts.address("p1"))).hasValue(new AddressHolder(Optional.of("p1")));
    }

    @Test
    void anOptOutOfEitherSideStandsAndASecondTimeChangesNothing() {
        makeStranger();
        List<ConsentChange> consents = List.of(
                optIn(parts.subscriptions().get(0)),
                optOut(parts.subscriptions().get(1)));
        write(new ProfileWrite("p1", Existence.UNKNOWN, Map.of(parts.text(), "v"), Set.of(), consents));
        assertOptedOut(merger().merge("p1", ADDRESS));
        assertOptedOut(merger().merge("p1", ADDRESS));
        assertThat(merger().holder(ADDRESS)).hasValue(new AddressHolder(Optional.of("p1")));
    }

    private void assertOptedOut(List<ConsentState> consents) {
        assertThat(AudienceParts.granted(consents))
                .isEqualTo(AudienceParts.granted(system.consents("p1")))
                .containsEntry(AudienceParts.place(parts.subscriptions().get(0)), false)
                .containsEntry(AudienceParts.place(parts.subscriptions().get(1)), false);
    }

    @Test
    void aProfileThatIsNotThereIsMadeByMerging() {
        makeStranger();
        String subscription = parts.subscriptions().get(0);
        assertThat(AudienceParts.granted(merger().merge("p1", ADDRESS)))
                .containsEntry(AudienceParts.place(subscription), false);
        assertThat(granted("p1", subscription)).isFalse();
        assertThat(merger().holder(ADDRESS)).hasValue(new AddressHolder(Optional.of("p1")));
    }

    @Test
    void aProfileOfAnotherContactIsNeverMerged() {
        writeNew("p1");
        writeNew("p2");
        assertFails(() -> merger().merge("p2", AudienceParts.address("p1")), Kind.REJECTED);
        assertThat(system.attributes("p1")).isPresent();
    }

    private void makeStranger() {
        makeStranger(
                ADDRESS, parts.subscriptions().get(0), parts.subscriptions().get(1));
    }

    private ProfileMerger merger() {
        return as(ProfileMerger.class);
    }
}
