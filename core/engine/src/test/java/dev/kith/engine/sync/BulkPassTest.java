package dev.kith.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.engine.store.Link;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunState;
import dev.kith.engine.sync.CrashPoint.Step;
import dev.kith.spi.Contact;
import dev.kith.spi.ImportProgress.State;
import dev.kith.spi.ProfileAddress;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.ProfileWrite.Existence;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BulkPassTest {
    private static final int MANY = 1_200;

    @TempDir
    private Path folder;

    private BulkStage stage;
    private MemoryAudience audience;

    @BeforeEach
    void open() {
        stage = new BulkStage(folder);
        audience = stage.audience;
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void manyNewContactsGoByOneImportOverManyPages() {
        Run run = stage.contacts(MANY).sync();
        assertThat(audience.uploads).containsExactly(MANY);
        assertThat(audience.single).isEmpty();
        assertThat(run.counts().created()).isEqualTo(MANY);
        assertThat(run.counts().consents()).isEqualTo(MANY);
        assertThat(audience.consents.get("c00007")).containsExactly("topic-news EMAIL");
        assertThat(stage.store().ledger().of("tribe", "c00007")).hasSize(1);
        assertThat(stage.store().importJobs().of(run.id())).isEmpty();
    }

    /** As a source gives it whose first page holds only what it leaves out. */
    /** Real ones take minutes; those of tests end at once. */
    @Test
    void anImportIsAskedAboutEverMoreSeldom() {
        audience.looks = 9;
        stage.contacts(MANY).sync();
        assertThat(stage.clock.waited().toMillis()).isEqualTo(250 + 500 + 1000 + 2000 + 4000 + 8000 + 2 * 10_000);
    }

    @Test
    void anImportMayTakeADay() {
        audience.looks = 8000;
        stage.contacts(MANY).sync();
        assertThat(stage.clock.waited()).isGreaterThan(Duration.ofHours(22));
    }

    @Test
    void anEmptyPageThatHasANextAndNoTotalIsReadOn() {
        stage.emptyPageFirst = true;
        Run run = stage.contacts(MANY).sync();
        assertThat(audience.uploads).containsExactly(MANY);
        assertThat(run.counts().read()).isEqualTo(MANY);
    }

    @Test
    void unchangedContactsCostNoCall() {
        stage.contacts(MANY).sync();
        Run again = stage.sync();
        assertThat(audience.requests).isEqualTo(1);
        assertThat(audience.exports).isEqualTo(1);
        assertThat(audience.single).isEmpty();
        assertThat(again.counts().unchanged()).isEqualTo(MANY);
    }

    /** The changed ones of many pages share one import. */
    @Test
    void fewChangedContactsOfManyPagesGoByOneImport() {
        stage.contacts(MANY).sync();
        for (int i = 0; i < MANY; i += 12) {
            stage.put(city(Given.contact("c%05d".formatted(i), "Newsletter"), "Goes"));
        }
        Run run = stage.sync();
        assertThat(audience.uploads).containsExactly(MANY, 100);
        assertThat(audience.profiles.get("c00024")).containsEntry("a-city", "Goes");
        assertThat(run.counts().updated()).isEqualTo(100);
    }

    @Test
    void fewerThanAreWorthAnImportGoOneByOne() {
        stage.contacts(49).sync();
        assertThat(audience.requests).isZero();
        assertThat(audience.single).hasSize(49);
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {
                "IMPORT_REQUESTED",
                "IMPORT_UPLOADED",
                "IMPORT_IN_PROGRESS",
                "IMPORT_ENDED",
                "PAGE_DELIVERED",
                "BATCH_PART_SETTLED",
                "BATCH_SETTLED",
                "LAST_PAGE_SETTLED"
            })
    void aCrashIsResumedWithoutASecondImport(Step step) {
        stage.contacts(MANY);
        Run run = stage.work(crashAt(step), CrashPoint.none());
        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        assertThat(audience.requests).isEqualTo(1);
        assertThat(audience.uploads).containsExactly(MANY);
        assertThat(audience.single).isEmpty();
        assertThat(run.counts().read()).isEqualTo(MANY);
        assertThat(run.counts().created()).isEqualTo(MANY);
        assertThat(run.counts().consents()).isEqualTo(MANY);
        assertEverythingIsDelivered();
    }

    /** An import of changes is found again by what it held, though the plan after a crash writes everything. */
    @Test
    void aCrashDuringAnImportOfChangesIsResumedWithoutASecondImport() {
        stage.contacts(200).sync();
        for (int i = 0; i < 200; i++) {
            stage.put(city(Given.contact("c%05d".formatted(i), "Newsletter"), "Goes"));
        }
        stage.work(crashAt(Step.IMPORT_UPLOADED), CrashPoint.none());
        assertThat(audience.uploads).containsExactly(200, 200);
        assertThat(audience.single).isEmpty();
        assertEverythingIsDelivered();
    }

    @Test
    void aContactThatChangedSinceTheCrashIsWrittenAnew() {
        stage.contacts(MANY);
        Run run = crashAt(Step.IMPORT_UPLOADED);
        stage.put(city(Given.contact("c00007", "Newsletter"), "Goes"));
        stage.put(Given.contact("c00008"));
        stage.work(run, CrashPoint.none());
        assertThat(audience.requests).isEqualTo(1);
        assertThat(audience.single).containsExactly("c00007", "c00008");
        assertThat(audience.profiles.get("c00007")).containsEntry("a-city", "Goes");
        assertThat(audience.consents.get("c00008")).isEmpty();
        assertEverythingIsDelivered();
    }

    @Test
    void oneMissedRowSendsTheImportAgainOneByOne() {
        audience.lostRows.add("c00007");
        stage.contacts(120).sync();
        assertThat(audience.single).hasSize(120);
        assertEverythingIsDelivered();
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"FAILED", "LAPSED"})
    void anImportThatFailsIsWrittenOneByOne(State ending) {
        audience.ending = ending;
        stage.contacts(120).sync();
        assertThat(audience.requests).isEqualTo(1);
        assertThat(audience.single).hasSize(120);
        assertEverythingIsDelivered();
    }

    @Test
    void d39AnAddressThatSomebodyMayGiveUpGoesOneByOne() {
        audience.others.add(new ProfileAddress("c00008@example.test", Optional.of("someone")));
        stage.contacts(120).sync();
        assertThat(audience.uploads).containsExactly(119);
        assertThat(audience.single).containsExactly("c00008");
    }

    @Test
    void d39AnAddressOfAProfileOfNobodyIsLeftOutOfTheRowAndListed() {
        audience.others.add(new ProfileAddress("C00007@example.test", Optional.empty()));
        Run run = stage.contacts(120).sync();
        assertThat(audience.uploads).containsExactly(120);
        assertThat(audience.single).isEmpty();
        assertLeftOut("c00007", run);
    }

    @Test
    void d39OfTwoContactsWithOneAddressTheLowestKeyGetsItAndTheOtherIsListed() {
        stage.contacts(120);
        stage.put(twin());
        Run run = stage.sync();
        assertThat(audience.uploads).containsExactly(121);
        assertThat(audience.single).isEmpty();
        assertThat(audience.profiles.get("c00007")).containsEntry("a-email", "c00007@example.test");
        assertLeftOut("twin", run);
        stage.sync();
        assertThat(audience.uploads).as("it isn't tried in each run").hasSize(1);
        assertThat(audience.single).isEmpty();
    }

    @Test
    void d39ACrashBeforeTheEndOfTheImportLeavesTheSameAddressOut() {
        stage.contacts(120);
        stage.put(twin());
        Run run = stage.work(crashAt(Step.IMPORT_UPLOADED), CrashPoint.none());
        assertThat(audience.uploads).containsExactly(121);
        assertThat(audience.single).isEmpty();
        assertLeftOut("twin", run);
    }

    @Test
    void aValueThatAnImportMightReadOtherwiseIsWrittenByItselfAfterwards() {
        Run run = stage.contacts(120).with(formula()).sync();
        assertThat(audience.uploads).containsExactly(120);
        assertThat(audience.single).containsExactly("c00007");
        assertThat(audience.writes).hasSize(1);
        assertThat(audience.writes.get(0).set()).containsOnly(Map.entry("a-city", "=SUM(A1)"));
        assertThat(audience.writes.get(0).consents()).isEmpty();
        assertThat(audience.profiles.get("c00007")).containsEntry("a-city", "=SUM(A1)");
        assertThat(audience.consents.get("c00007")).containsExactly("topic-news EMAIL");
        assertThat(run.counts().created()).isEqualTo(120);
        assertThat(run.counts().issues()).isZero();
        assertEverythingIsDelivered();
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"IMPORT_REQUESTED", "IMPORT_UPLOADED", "IMPORT_ENDED", "PAGE_DELIVERED", "BATCH_PART_SETTLED"})
    void aValueLeftOutOfARowIsWrittenAlsoAfterACrash(Step step) {
        stage.contacts(120).with(formula());
        Run run = stage.work(crashAt(step), CrashPoint.none());
        assertThat(audience.uploads).containsExactly(120);
        assertThat(audience.single).containsExactly("c00007");
        assertThat(audience.profiles.get("c00007")).containsEntry("a-city", "=SUM(A1)");
        assertThat(run.counts().created()).isEqualTo(120);
        assertEverythingIsDelivered();
    }

    /** The sample may not have had it; the write that finds no profile proves it. */
    @Test
    void aRowThatIsLostThoughTheSampleIsThereIsWrittenWhole() {
        audience.lostRows.add("c00007");
        audience.sampled = Set.of("c00001");
        stage.contacts(120).with(formula());
        stage.sync();
        assertThat(audience.single).containsExactly("c00007");
        assertThat(audience.profiles.get("c00007"))
                .containsEntry("a-city", "=SUM(A1)")
                .containsEntry("a-email", "c00007@example.test");
        assertThat(audience.consents.get("c00007")).containsExactly("topic-news EMAIL");
        assertEverythingIsDelivered();
    }

    @Test
    void onlyRowsOfNewProfilesLeaveDoubtfulValuesOutAndNeverKeys() {
        Map<String, Object> set = Map.of("a-city", "=1", "a-email", "=2");
        ProfileWrite known = new ProfileWrite("c", Existence.KNOWN, set, Set.of(), List.of());
        ProfileWrite fresh = new ProfileWrite("c", Existence.UNKNOWN, set, Set.of(), List.of());
        assertThat(RowRest.without(known, Set.of("a-city"), Given.AUDIENCE)).isEqualTo(known);
        assertThat(RowRest.without(fresh, Set.of("a-city", "a-email"), Given.AUDIENCE))
                .isEqualTo(fresh);
        assertThat(RowRest.without(fresh, Set.of("a-city"), Given.AUDIENCE).set())
                .containsOnlyKeys("a-email");
    }

    private static Contact formula() {
        return city(Given.contact("c00007", "Newsletter"), "=SUM(A1)");
    }

    private static Contact twin() {
        List<String> labels = List.of("Newsletter");
        return new Contact("twin", Optional.of("c00007@example.test"), Map.of(), labels, labels, true);
    }

    private void assertLeftOut(String key, Run run) {
        assertThat(audience.profiles.get(key)).doesNotContainKey("a-email");
        assertThat(audience.consents.get(key)).isEmpty();
        Link link = stage.store().links().find("tribe", key).orElseThrow();
        assertThat(link.dirty()).isFalse();
        assertThat(link.delivered()).doesNotContainKey("a-email");
        assertThat(link.leftOut())
                .hasEntrySatisfying(
                        "a-email", part -> assertThat(part.keyTaken()).isTrue());
        assertThat(run.counts().issues()).isEqualTo(1);
    }

    /** A person may have opted out of a profile that was there before. */
    @Test
    void anOptInOfAProfileThatExistsGoesOneByOne() {
        audience.others.add(new ProfileAddress("old@example.test", Optional.of("c00007")));
        stage.contacts(120).sync();
        assertThat(audience.single).containsExactly("c00007");
    }

    @Test
    void withdrawalsGoOneByOne() {
        stage.contacts(120).sync();
        for (int i = 0; i < 120; i++) {
            stage.put(Given.contact("c%05d".formatted(i)));
        }
        stage.sync();
        assertThat(audience.requests).isEqualTo(1);
        assertThat(audience.single).hasSize(120);
        assertThat(audience.consents.get("c00007")).isEmpty();
    }

    @Test
    void withoutAnExportNoAddressCountsAsFree() {
        stage.exporter = Optional.empty();
        stage.contacts(120).sync();
        assertThat(audience.requests).isZero();
        assertThat(audience.single).hasSize(120);
    }

    @Test
    void aCancelledRunWaitsForItsImport() {
        AtomicBoolean cancelled = new AtomicBoolean();
        stage.cancelled = cancelled::get;
        stage.contacts(MANY);
        Run run = stage.work(stage.begin(), step -> {
            if (step == Step.IMPORT_UPLOADED) {
                cancelled.set(true);
            }
        });
        assertThat(run.state()).isEqualTo(RunState.CANCELLED);
        assertThat(run.cause()).contains("imports that were under way have ended");
        assertThat(audience.profiles).hasSize(MANY);
        assertThat(run.counts().created()).isEqualTo(MANY);
        stage.cancelled = () -> false;
        assertThat(stage.sync().counts().unchanged()).isEqualTo(MANY);
    }

    private void assertEverythingIsDelivered() {
        assertThat(audience.profiles.keySet()).isEqualTo(stage.contacts.keySet());
        Map<String, Link> links = stage.store().links().find("tribe", stage.contacts.keySet());
        assertThat(links.values()).noneMatch(Link::dirty).allMatch(Link::profile);
        int before = audience.requests + audience.single.size();
        stage.sync();
        assertThat(audience.requests + audience.single.size()).isEqualTo(before);
    }

    private Run crashAt(Step wanted) {
        Run run = stage.begin();
        assertThatThrownBy(() -> stage.work(run, step -> {
                    if (step == wanted) {
                        throw new Crash();
                    }
                }))
                .isInstanceOf(Crash.class);
        return stage.restart(run);
    }

    private static Contact city(Contact contact, String city) {
        return new Contact(
                contact.key(), contact.email(), Map.of("City", city), contact.labels(), contact.allLabels(), true);
    }

    /** Nothing catches it. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash() {
            super("crashed on purpose", null, false, false);
        }
    }
}
