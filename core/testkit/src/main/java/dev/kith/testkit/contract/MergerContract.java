package dev.kith.testkit.contract;

import static dev.kith.testkit.contract.AudienceParts.optIn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.spi.AddressHolder;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.ProfileMerger;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@link ProfileMerger} promises. Needs {@link #makeStranger}. */
public abstract class MergerContract extends AudienceContract {
    private static final String ADDRESS = AudienceParts.address("stranger");

    /** Makes a profile that has this address as its key and no contact key, opted out of this subscription. */
    protected abstract void makeStranger(String address, String optedOutOf);

    @Test
    void theHolderOfAnAddressIsFoundHoweverItIsWritten() {
        assertThat(merger().holder(ADDRESS)).isEmpty();
        makeStranger(ADDRESS, parts.subscriptions().get(0));
        assertThat(merger().holder(" " + ADDRESS.toUpperCase(Locale.ROOT)))
                .hasValue(new AddressHolder(Optional.empty()));
        writeNew("p1");
        assertThat(merger().holder(AudienceParts.address("p1"))).hasValue(new AddressHolder(Optional.of("p1")));
    }

    @Test
    void anOptOutOfEitherSideStandsAndASecondTimeChangesNothing() {
        String subscription = parts.subscriptions().get(0);
        makeStranger(ADDRESS, subscription);
        writeNew("p1", optIn(subscription));
        system.remove("p1");
        assertThat(AudienceParts.granted(merger().merge("p1", ADDRESS)))
                .containsEntry(AudienceParts.place(subscription), false);
        assertThat(granted("p1", subscription)).isFalse();
        assertThat(AudienceParts.granted(merger().merge("p1", ADDRESS)))
                .containsEntry(AudienceParts.place(subscription), false);
        assertThat(merger().holder(ADDRESS)).hasValue(new AddressHolder(Optional.of("p1")));
    }

    @Test
    void aProfileOfAnotherContactIsNeverMerged() {
        writeNew("p1");
        writeNew("p2");
        assertFails(() -> merger().merge("p2", AudienceParts.address("p1")), Kind.REJECTED);
        assertThat(system.attributes("p1")).isPresent();
    }

    private ProfileMerger merger() {
        return as(ProfileMerger.class);
    }
}
