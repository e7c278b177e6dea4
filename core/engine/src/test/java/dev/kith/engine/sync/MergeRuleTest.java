package dev.kith.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.engine.sync.MergeRule.Verdict;
import dev.kith.spi.AddressHolder;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** D39. */
class MergeRuleTest {
    private static final Optional<AddressHolder> NOBODYS = Optional.of(new AddressHolder(Optional.empty()));

    @Test
    void d39AProfileOfNoContactIsMergedIntoThatOfTheOnlyContactWithTheAddress() {
        assertThat(MergeRule.judge("1", Set.of("1"), NOBODYS)).isEqualTo(Verdict.MERGE);
    }

    @Test
    void d39AnAddressThatTwoContactsHaveIsLeftOut() {
        assertThat(MergeRule.isOnlyClaim("1", Set.of("1", "2"))).isFalse();
        assertThat(MergeRule.judge("1", Set.of("1", "2"), NOBODYS)).isEqualTo(Verdict.LEAVE_OUT);
    }

    /** With an integration's own keyspace the audience doesn't tell whose the holder is, but a link does. */
    @Test
    void d39AnAddressThatAnotherContactsLinkHoldsIsLeftOut() {
        assertThat(MergeRule.judge("1", Set.of("2"), NOBODYS)).isEqualTo(Verdict.LEAVE_OUT);
    }

    @Test
    void d39AHolderWithAnotherContactsKeyIsNeverMerged() {
        Optional<AddressHolder> others = Optional.of(new AddressHolder(Optional.of("2")));
        assertThat(MergeRule.judge("1", Set.of("1"), others)).isEqualTo(Verdict.LEAVE_OUT);
    }

    /** As after a crash behind the merge. */
    @Test
    void d39AHolderWithTheContactsOwnKeyIsMergedAgain() {
        Optional<AddressHolder> own = Optional.of(new AddressHolder(Optional.of("1")));
        assertThat(MergeRule.judge("1", Set.of("1"), own)).isEqualTo(Verdict.MERGE);
    }

    @Test
    void d39AnAddressThatIsFreeByNowIsWritten() {
        assertThat(MergeRule.judge("1", Set.of("1"), Optional.empty())).isEqualTo(Verdict.WRITE);
    }
}
