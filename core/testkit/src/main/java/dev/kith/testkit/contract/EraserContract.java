package dev.kith.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.kith.spi.ProfileEraser;
import org.junit.jupiter.api.Test;

/** What {@link ProfileEraser} promises. */
public abstract class EraserContract extends AudienceContract {

    @Test
    void anErasedProfileIsGoneAndTheOthersStay() {
        writeNew("p1");
        writeNew("p2");
        as(ProfileEraser.class).erase("p1");
        assertThat(system.attributes("p1")).isEmpty();
        assertThat(system.attributes("p2")).isPresent();
    }

    @Test
    void aProfileThatIsNotThereCountsAsErased() {
        assertThatCode(() -> as(ProfileEraser.class).erase("nobody")).doesNotThrowAnyException();
    }
}
