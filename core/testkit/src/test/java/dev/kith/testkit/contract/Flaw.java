package dev.kith.testkit.contract;

import dev.kith.testkit.contract.Contracts.Bulk;
import dev.kith.testkit.contract.Contracts.Eraser;
import dev.kith.testkit.contract.Contracts.Exporter;
import dev.kith.testkit.contract.Contracts.KeptSystem;
import dev.kith.testkit.contract.Contracts.Labels;
import dev.kith.testkit.contract.Contracts.ListedSystem;
import dev.kith.testkit.contract.Contracts.Lookup;
import dev.kith.testkit.contract.Contracts.Merger;
import dev.kith.testkit.contract.Contracts.Reader;
import dev.kith.testkit.contract.Contracts.Sink;
import dev.kith.testkit.contract.Contracts.Source;
import dev.kith.testkit.contract.Contracts.Tagger;
import dev.kith.testkit.contract.Contracts.Webhooks;
import java.util.function.Function;

/** What is wrong with a connector in memory, and the promise of a contract that it breaks. */
@SuppressWarnings("ImmutableEnumChecker")
enum Flaw {
    IS_NOT_REGISTERED(KeptSystem::new, "theFactoryIsFoundAndNamesItsKind"),
    EXPLAINS_NO_SETTING(KeptSystem::new, "settingsAreNamedOnceAndExplained"),
    CALLS_WHEN_OPENED(KeptSystem::new, "openingCallsNobody"),
    SAYS_ANOTHER_ROLE(KeptSystem::new, "theConnectorImplementsWhatItsRoleNeeds"),
    SEES_GAPS(KeptSystem::new, "aSystemThatCanBeUsedHasNoGaps"),
    CHECKS_NOTHING(KeptSystem::new, "wrongSettingsAreSaidInWordsWithoutSecrets"),
    TELLS_SECRETS(KeptSystem::new, "wrongSettingsAreSaidInWordsWithoutSecrets"),
    DESCRIBES_AN_ATTRIBUTE_TWICE(KeptSystem::new, "describesWhatRulesCanUse"),
    NAMES_FIELDS_THAT_RULES_CAN_NOT(ListedSystem::new, "describesWhatRulesCanUse"),
    BLAMES_THE_SETTINGS_FOR_AN_OUTAGE(KeptSystem::new, "aSystemThatIsNotReachedIsTransient"),
    GIVES_UP_AT_500(ListedSystem::new, "aSystemThatFailsForNowIsTransient"),
    BLAMES_A_PERSON_FOR_ASKING_TOO_OFTEN(KeptSystem::new, "aSystemThatIsAskedTooOftenIsNobodysFault"),
    WAITS_FOR_CREDENTIALS_TO_MEND(ListedSystem::new, "refusedCredentialsAreForAnAdmin"),
    THROWS_WHEN_CLOSED_AGAIN(KeptSystem::new, "closingTwiceDoesNothingMore"),

    LEAVES_ONE_OUT(Source::new, "aReadingOfAllHasEveryContact"),
    TURNS_THE_ORDER_ROUND(Source::new, "theOrderIsTotal"),
    /** Goes on by counting rows, so that a deleted one takes its neighbour along. */
    COUNTS_ROWS(Source::new, "nobodyIsMissedWhenContactsGoAndChangeBetweenPages"),
    FORGETS_CURSORS(Source::new, "aCursorGoesOnAfterARestart"),
    ENDS_WHEN_CUT_OFF(Source::new, "aReadingThatWasCutOffGoesOnFromTheSameCursor"),
    COUNTS_WRONG(Source::new, "theTotalCountsTheContacts"),
    NAMES_UNKNOWN_FIELDS(Source::new, "contactsAreAsDescribed"),
    FORGETS_CHANGES(Source::new, "whatChangedSinceIsThereAndNothingThatDoesNotExist"),
    READS_ANY_LIST(Source::new, "everySavedListCanBeReadAndAnUnknownOneIsAWrongSetting"),

    FETCHES_LESS_THAN_IT_READS(Lookup::new, "contactsAreFetchedAsTheyAreRead"),
    FETCHES_ALL(Lookup::new, "onlyThoseAskedForAreFetchedAndAnUnknownKeyIsMissing"),
    REMEMBERS_FETCHED(Lookup::new, "aContactIsFetchedAsItIsNow"),
    FETCHES_NOBODY_WHEN_CUT_OFF(Lookup::new, "aLookUpThatCouldNotBeAnsweredIsNotAnEmptyOne"),
    NAMES_OTHERS(Lookup::new, "aContactsOwnNoticeNamesIt"),

    REPLACES_LABELS(Labels::new, "labelsAreAddedAndRemovedAndTheOthersStay"),
    LABELS_IN_WORDS_ONLY(Labels::new, "labelsAreAddedAndRemovedAndTheOthersStay"),
    ANSWERS_FOR_ADDED_LABELS_ONLY(Labels::new, "eachLabelHasAResult"),
    LABELS_NOBODY(Labels::new, "aContactThatIsNotThereIsSaidSo"),

    CALLS_WHEN_IT_RECEIVES(Webhooks::new, "aGenuineDeliveryNamesTheContactAndCallsNobody"),
    BELIEVES_ANYBODY(Webhooks::new, "whatIsNotProvedToBeGenuineIsRefused"),
    BELIEVES_WITHOUT_SECRETS(Webhooks::new, "whatIsNotProvedToBeGenuineIsRefused"),
    SUBSCRIBES_TWICE(Webhooks::new, "subscribingAgainKeepsWhatIsThereAndUnsubscribingTwiceIsDone"),

    LOSES_A_WRITE(Sink::new, "eachWriteHasItsResultInItsPlace"),
    TRUSTS_HINTS(Sink::new, "aWrongHintOfWhetherAProfileIsThereWorksAsWell"),
    APPENDS_VALUES(Sink::new, "theSameWriteTwiceEndsInTheSameProfile"),
    CLEARS_NOTHING(Sink::new, "everyTypeOfAttributeIsWrittenAndCleared"),
    CLEARS_ADDRESSES(Sink::new, "theKeyOfAProfileIsNeverCleared"),
    CREATES_OUT_OF_SCOPE(Sink::new, "outOfScopeOnlyConsentsAreWrittenAndNothingIsCreated"),
    STOPS_AT_A_REFUSAL(Sink::new, "oneRefusalKeepsNothingElseFromBeingWritten"),
    OVERRULES_OPT_OUTS(Sink::new, "anOptOutOfThePersonIsKept"),
    KEEPS_EVERY_OPT_OUT(Sink::new, "anOptOutGivesWayToAConsentThatIsNewer"),
    WITHDRAWS_IN_WORDS_ONLY(Sink::new, "aWithdrawalIsWrittenOnce"),
    LEAVES_CONSENTS_OUT_IN_A_HURRY(Sink::new, "urgencyChangesNothingOfWhatIsWritten"),
    FAILS_ALL_AT_ONCE(Sink::new, "whatFailsForNowStandsInEveryResult"),

    READS_OPT_OUTS_AS_CONSENTS(Reader::new, "theConsentsAreReadAsTheyAre"),
    READS_NOBODY_AS_SOMEBODY(Reader::new, "aProfileThatIsNotThereHasNone"),
    READS_NOBODY_WHEN_CUT_OFF(Reader::new, "aProfileThatCouldNotBeReadIsNotTakenForAbsent"),

    ALLOWS_NO_IMPORT(Bulk::new, "limitsMakeSense"),
    PLANS_TWICE(Bulk::new, "everyWriteIsInExactlyOnePlace"),
    IMPORTS_WHAT_IS_DOUBTFUL(Bulk::new, "whatIsDoubtfulIsAmongTheValuesAndNeverInARow"),
    IMPORTS_FORMULAS(Bulk::new, "oddTextsArriveAsTheyAre"),
    IMPORTS_NO_CONSENTS(Bulk::new, "anImportEndsAsSingleWritesDo"),
    IMPORTS_ON_TOP(Bulk::new, "theSameRowsTwiceEndInTheSameProfiles"),
    IMPORTS_OVER_OPT_OUTS(Bulk::new, "anOptOutOfThePersonStaysAndIsNoMiss"),
    EMPTIES_WHAT_A_ROW_DOES_NOT_NAME(Bulk::new, "whatARowDoesNotNameStays"),
    FORGETS_IMPORTS(Bulk::new, "aRequestWritesNothingAndARestartPollsTheSameJob"),
    WRITES_WHEN_ASKED_FOR_AN_IMPORT(Bulk::new, "aRequestWritesNothingAndARestartPollsTheSameJob"),
    FINDS_EVERY_ROW(Bulk::new, "rowsThatAreNotThereAreMissed"),
    HIDES_A_BROKEN_UPLOAD(Bulk::new, "whatIsNotReachedIsAskedAgainWithTheSameJob"),

    EXPORTS_NO_OPT_OUTS(Exporter::new, "theConsentsOfAllProfilesAreExported"),
    EXPORTS_ADDRESSES_WITHOUT_KEYS(Exporter::new, "theAddressesOfAllProfilesAreExportedWithTheirKeys"),
    EXPORTS_EMAIL_ONLY(Exporter::new, "everyOtherKeyIsExportedAsAnAddressToo"),
    THROWS_WHEN_AN_EXPORT_IS_CLOSED_AGAIN(Exporter::new, "anExportCanBeClosedEarlyAndTwice"),
    EXPORTS_NOTHING_WHEN_CUT_OFF(Exporter::new, "anExportThatIsNotReachedIsTransientAndNotEmpty"),

    FINDS_ADDRESSES_AS_WRITTEN(Merger::new, "theHolderOfAnAddressIsFoundHoweverItIsWritten"),
    OPTS_IN_BY_MERGING(Merger::new, "anOptOutOfEitherSideStandsAndASecondTimeChangesNothing"),
    FORGETS_THE_OTHERS_OPT_OUT(Merger::new, "anOptOutOfEitherSideStandsAndASecondTimeChangesNothing"),
    MERGES_ONCE(Merger::new, "anOptOutOfEitherSideStandsAndASecondTimeChangesNothing"),
    MERGES_WITH_NOBODY(Merger::new, "aProfileThatIsNotThereIsMadeByMerging"),
    MERGES_ANOTHER_CONTACT(Merger::new, "aProfileOfAnotherContactIsNeverMerged"),

    ERASES_NOTHING(Eraser::new, "anErasedProfileIsGoneAndTheOthersStay"),
    ERASES_ALL(Eraser::new, "anErasedProfileIsGoneAndTheOthersStay"),
    MISSES_THE_ERASED(Eraser::new, "aProfileThatIsNotThereCountsAsErased"),

    REPLACES_TAGS(Tagger::new, "tagsAreSetAndRemovedAndTheOthersStay"),
    KEEPS_TAGS(Tagger::new, "tagsAreSetAndRemovedAndTheOthersStay"),
    TAGS_NOBODY(Tagger::new, "aProfileOrTagThatIsNotThereIsRefused"),
    MAKES_UP_TAGS(Tagger::new, "aProfileOrTagThatIsNotThereIsRefused"),

    NONE(Sink::new, "");

    private final Function<Flaw, Contract<?>> contract;
    /** The name of the test that must find it. */
    final String promise;

    Flaw(Function<Flaw, Contract<?>> contract, String promise) {
        this.contract = contract;
        this.promise = promise;
    }

    /** The contract that finds it, of a system whose connector has a flaw, or none. */
    Contract<?> contract(Flaw of) {
        return contract.apply(of);
    }
}
