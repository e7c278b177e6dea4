package dev.kith.testkit.contract;

import static dev.kith.testkit.contract.AudienceParts.optIn;
import static dev.kith.testkit.contract.AudienceParts.optOut;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.ProfileReader;
import org.junit.jupiter.api.Test;

/** What {@link ProfileReader} promises. */
public abstract class ReaderContract extends AudienceContract {

    @Test
    void theConsentsAreReadAsTheyAre() {
        writeNew(
                "p1",
                optIn(parts.subscriptions().get(0)),
                optOut(parts.subscriptions().get(1)));
        writeNew("p2");
        assertThat(AudienceParts.granted(reader().consents("p1").orElseThrow()))
                .isEqualTo(AudienceParts.granted(system.consents("p1")))
                .containsEntry(AudienceParts.place(parts.subscriptions().get(0)), true)
                .containsEntry(AudienceParts.place(parts.subscriptions().get(1)), false);
        assertThat(reader().consents("p2").orElseThrow()).isEmpty();
    }

    @Test
    void aProfileThatIsNotThereHasNone() {
        assertThat(reader().consents("nobody")).isEmpty();
    }

    @Test
    void aProfileThatCouldNotBeReadIsNotTakenForAbsent() {
        writeNew("p1");
        context.cutOff();
        assertFails(() -> reader().consents("p1"), Kind.TRANSIENT);
        context.answerAll(503);
        assertFails(() -> reader().consents("p1"), Kind.TRANSIENT);
    }

    private ProfileReader reader() {
        return as(ProfileReader.class);
    }
}
