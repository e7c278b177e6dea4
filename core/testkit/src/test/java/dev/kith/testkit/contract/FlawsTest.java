package dev.kith.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kith.testkit.contract.ListedCrm.Flaw;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A contract is worth what it finds: each flaw of a connector fails the test that is about it. */
class FlawsTest {
    static Stream<Arguments> readings() {
        return Stream.of(
                of(Flaw.COUNTS_ROWS, SourceContract::nobodyIsMissedWhenContactsGoAndChangeBetweenPages),
                of(Flaw.SHUFFLES, FlawsTest::orderOften),
                of(Flaw.COUNTS_WRONG, SourceContract::theTotalCountsTheContacts),
                of(Flaw.NAMES_UNKNOWN_FIELDS, SourceContract::contactsAreAsDescribed),
                of(Flaw.READS_ANY_LIST, SourceContract::everySavedListCanBeReadAndAnUnknownOneIsAWrongSetting));
    }

    static Stream<Arguments> lookUps() {
        return Stream.of(
                lookUp(Flaw.FETCHES_ALL, LookupContract::onlyThoseAskedForAreFetchedAndAnUnknownKeyIsMissing),
                lookUp(Flaw.REMEMBERS_FETCHED, LookupContract::aContactIsFetchedAsItIsNow),
                lookUp(Flaw.NAMES_OTHERS, LookupContract::aContactsOwnNoticeNamesIt));
    }

    @ParameterizedTest
    @MethodSource("readings")
    void aFlawOfReadingIsFound(Flaw flaw, Consumer<SourceContract> test) throws IOException {
        assertThatCode(() -> test.accept(source(Flaw.NONE))).doesNotThrowAnyException();
        SourceContract flawed = source(flaw);
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> test.accept(flawed));
    }

    @ParameterizedTest
    @MethodSource("lookUps")
    void aFlawOfLookingUpIsFound(Flaw flaw, Consumer<LookupContract> test) throws IOException {
        assertThatCode(() -> test.accept(lookup(Flaw.NONE))).doesNotThrowAnyException();
        LookupContract flawed = lookup(flaw);
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> test.accept(flawed));
    }

    @Test
    void aContractOfWhatIsNotImplementedSaysSo() throws IOException {
        LabelContract contract = new LabelContract() {
            @Override
            protected TestedCrm start() {
                return new ListedCrm(Flaw.NONE);
            }

            @Override
            protected String missingKey() {
                return "c99";
            }
        };
        contract.openConnector();
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> contract.as(dev.kith.spi.ConsentWriter.class))
                .withMessage("The connector doesn't implement ConsentWriter. Leave its contract out, or implement it.");
    }

    /** Ten shuffled orders of four pages are never all alike. */
    private static void orderOften(SourceContract contract) {
        for (int i = 0; i < 10; i++) {
            contract.theOrderIsTotal();
        }
    }

    private static Arguments of(Flaw flaw, Consumer<SourceContract> test) {
        return Arguments.of(flaw, test);
    }

    private static Arguments lookUp(Flaw flaw, Consumer<LookupContract> test) {
        return Arguments.of(flaw, test);
    }

    private static SourceContract source(Flaw flaw) throws IOException {
        SourceContract contract = new SourceContract() {
            @Override
            protected TestedCrm start() {
                return new ListedCrm(flaw);
            }
        };
        contract.openConnector();
        return contract;
    }

    private static LookupContract lookup(Flaw flaw) throws IOException {
        LookupContract contract = new LookupContract() {
            @Override
            protected TestedCrm start() {
                return new ListedCrm(flaw);
            }
        };
        contract.openConnector();
        return contract;
    }
}
