package dev.kith.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.testkit.contract.KeptAudience.Flaw;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** As {@link FlawsTest}, for audiences: what would send somebody a mail, lose a write or spoil a profile is found. */
class AudienceFlawsTest {
    static Stream<Arguments> writes() {
        return Stream.of(
                write(Flaw.OVERRULES_OPT_OUTS, SinkContract::anOptOutOfThePersonIsKept),
                write(Flaw.KEEPS_EVERY_OPT_OUT, SinkContract::anOptOutGivesWayToAConsentThatIsNewer),
                write(Flaw.CREATES_OUT_OF_SCOPE, SinkContract::outOfScopeOnlyConsentsAreWrittenAndNothingIsCreated),
                write(Flaw.CLEARS_ADDRESSES, SinkContract::theKeyOfAProfileIsNeverCleared),
                write(Flaw.STOPS_AT_A_REFUSAL, SinkContract::oneRefusalKeepsNothingElseFromBeingWritten),
                write(Flaw.TRUSTS_HINTS, SinkContract::aWrongHintOfWhetherAProfileIsThereWorksAsWell),
                write(Flaw.LOSES_A_WRITE, SinkContract::eachWriteHasItsResultInItsPlace));
    }

    static Stream<Arguments> imports() {
        return Stream.of(
                bulk(Flaw.EMPTIES_WHAT_A_ROW_DOES_NOT_NAME, BulkContract::whatARowDoesNotNameStays),
                bulk(Flaw.FINDS_EVERY_ROW, BulkContract::rowsThatAreNotThereAreMissed),
                bulk(Flaw.IMPORTS_OVER_OPT_OUTS, BulkContract::anOptOutOfThePersonStaysAndIsNoMiss),
                bulk(Flaw.FORGETS_IMPORTS, BulkContract::aRequestWritesNothingAndARestartPollsTheSameJob),
                bulk(
                        Flaw.WRITES_WHEN_ASKED_FOR_AN_IMPORT,
                        BulkContract::aRequestWritesNothingAndARestartPollsTheSameJob),
                bulk(Flaw.IMPORTS_FORMULAS, BulkContract::oddTextsArriveAsTheyAre),
                bulk(Flaw.IMPORTS_WHAT_IS_DOUBTFUL, BulkContract::whatIsDoubtfulIsAmongTheValuesAndNeverInARow));
    }

    static Stream<Arguments> readings() {
        return Stream.of(read(Flaw.READS_NOBODY_AS_SOMEBODY, ReaderContract::aProfileThatIsNotThereHasNone));
    }

    @ParameterizedTest
    @MethodSource("writes")
    void aFlawOfSingleWritesIsFound(Flaw flaw, Consumer<SinkContract> test) throws IOException {
        assertFound(new Sink(Flaw.NONE), new Sink(flaw), test);
    }

    @ParameterizedTest
    @MethodSource("imports")
    void aFlawOfImportsIsFound(Flaw flaw, Consumer<BulkContract> test) throws IOException {
        assertFound(new Bulk(Flaw.NONE), new Bulk(flaw), test);
    }

    @ParameterizedTest
    @MethodSource("readings")
    void aFlawOfReadingIsFound(Flaw flaw, Consumer<ReaderContract> test) throws IOException {
        assertFound(new Reader(Flaw.NONE), new Reader(flaw), test);
    }

    private static <C extends AudienceContract> void assertFound(C sound, C flawed, Consumer<C> test)
            throws IOException {
        open(sound);
        open(flawed);
        assertThatCode(() -> test.accept(sound)).doesNotThrowAnyException();
        // A result that is missing may end in an index that is out of bounds.
        assertThatThrownBy(() -> test.accept(flawed))
                .isInstanceOfAny(AssertionError.class, IndexOutOfBoundsException.class);
    }

    private static void open(AudienceContract contract) throws IOException {
        contract.openConnector();
        contract.describe();
    }

    private static Arguments write(Flaw flaw, Consumer<SinkContract> test) {
        return Arguments.of(flaw, test);
    }

    private static Arguments bulk(Flaw flaw, Consumer<BulkContract> test) {
        return Arguments.of(flaw, test);
    }

    private static Arguments read(Flaw flaw, Consumer<ReaderContract> test) {
        return Arguments.of(flaw, test);
    }

    private static final class Sink extends SinkContract {
        private final Flaw flaw;

        Sink(Flaw flaw) {
            this.flaw = flaw;
        }

        @Override
        protected TestedAudience start() {
            return new KeptAudience(flaw);
        }
    }

    private static final class Bulk extends BulkContract {
        private final Flaw flaw;

        Bulk(Flaw flaw) {
            this.flaw = flaw;
        }

        @Override
        protected TestedAudience start() {
            return new KeptAudience(flaw);
        }
    }

    private static final class Reader extends ReaderContract {
        private final Flaw flaw;

        Reader(Flaw flaw) {
            this.flaw = flaw;
        }

        @Override
        protected TestedAudience start() {
            return new KeptAudience(flaw);
        }
    }
}
