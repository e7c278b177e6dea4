package dev.kith.engine.sync;

import static dev.kith.engine.sync.ListStage.GOLD;
import static dev.kith.engine.sync.ListStage.VIP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.engine.store.ListImport;
import dev.kith.engine.store.ListKind;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunIssue;
import dev.kith.engine.store.RunState;
import dev.kith.engine.sync.CrashPoint.Step;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.Contact;
import dev.kith.spi.WriteResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ListPassTest {
    @TempDir
    private Path folder;

    private ListStage stage;

    @BeforeEach
    void open() {
        stage = new ListStage(folder).known("a", "b", "c", "d", "e", "f", "g");
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void s37MembersGetTheAttributeAndWhoLeftLosesIt() {
        stage.label("a", "b", "c", "d", "e");
        Run first = stage.imported();
        assertThat(first.state()).isEqualTo(RunState.COMPLETED);
        assertThat(first.counts().read()).as("pages overlap").isEqualTo(5);
        assertThat(first.list()).contains(new ListImport("label:1", 5, 0, 0));
        assertThat(stage.having(VIP)).containsExactly("a", "b", "c", "d", "e");

        stage.unlabel("b");
        stage.label("g");
        Run second = stage.imported();
        assertThat(second.list()).contains(new ListImport("label:1", 1, 1, 0));
        assertThat(second.counts().unchanged()).isEqualTo(4);
        assertThat(second.counts().updated()).isEqualTo(2);
        assertThat(stage.having(VIP)).containsExactly("a", "c", "d", "e", "g");
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"PAGE_READ", "INTENT_STORED", "PAGE_DELIVERED", "PAGE_SETTLED", "LAST_PAGE_SETTLED"})
    void aCrashAnywhereIsResumedAndCountsNobodyTwice(Step step) {
        stage.label("a", "b", "c", "d", "e");
        Run run = stage.begin(false);
        AtomicInteger reached = new AtomicInteger();
        int at = step == Step.LAST_PAGE_SETTLED ? 1 : 2;
        assertThatThrownBy(() -> stage.work(run, now -> {
                    if (now == step && reached.incrementAndGet() == at) {
                        throw new IllegalStateException("crashed");
                    }
                }))
                .hasMessage("crashed");

        Run ended = stage.work(stage.restart(run), CrashPoint.none());

        assertThat(ended.state()).isEqualTo(RunState.COMPLETED);
        assertThat(ended.counts().read()).isEqualTo(5);
        assertThat(ended.list()).contains(new ListImport("label:1", 5, 0, 0));
        assertThat(stage.having(VIP)).containsExactly("a", "b", "c", "d", "e");
        assertThat(stage.imported().list()).contains(new ListImport("label:1", 0, 0, 0));
    }

    @Test
    void whoWasWrittenBeforeACrashAndLeftLosesIt() {
        stage.label("a", "b");
        Run run = stage.begin(false);
        assertThatThrownBy(() -> stage.work(run, now -> {
                    if (now == Step.PAGE_DELIVERED) {
                        throw new IllegalStateException("crashed");
                    }
                }))
                .hasMessage("crashed");
        stage.unlabel("a");
        assertThat(stage.having(VIP)).containsExactly("a", "b");

        Run ended = stage.work(stage.restart(run), CrashPoint.none());

        assertThat(ended.list()).contains(new ListImport("label:1", 1, 1, 0));
        assertThat(stage.having(VIP)).containsExactly("b");
    }

    @Test
    void d35AnotherAttributeSetWhileTheRunWasInterruptedIsGivenToAllAndTheFirstTakenFromAll() {
        stage.label("a", "b", "c", "d", "e");
        Run run = stage.begin(false);
        assertThatThrownBy(() -> stage.work(run, now -> {
                    if (now == Step.PAGE_SETTLED) {
                        throw new IllegalStateException("crashed");
                    }
                }))
                .hasMessage("crashed");
        Run left = stage.restart(run);
        stage.configure(ListKind.OVERVIEW, GOLD);

        assertThat(stage.work(left, CrashPoint.none()).state()).isEqualTo(RunState.COMPLETED);

        assertThat(stage.having(GOLD)).containsExactly("a", "b", "c", "d", "e");
        assertThat(stage.having(VIP)).isEmpty();
    }

    @Test
    void aListThatIsOffIsTakenFromAllAndNotRead() {
        stage.label("a", "b");
        stage.imported();
        stage.configure(ListKind.OFF, VIP);

        Run run = stage.imported();

        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        assertThat(run.list()).contains(new ListImport("label:1", 0, 2, 0));
        assertThat(run.counts().read()).isZero();
        assertThat(stage.having(VIP)).isEmpty();
    }

    @Test
    void aListWithFewerMembersThanTheCrmCountsTakesFromNobody() {
        stage.label("a", "b", "c", "d", "e");
        stage.imported();
        stage.unlabel("a");
        stage.hidden.add("b");
        stage.total = OptionalLong.of(4);

        Run run = stage.imported();

        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.cause()).contains("Only 3 different members were read, but the CRM counts 4");
        assertThat(stage.having(VIP)).contains("a", "b");
    }

    /** The safety of DESIGN 3: an empty answer is no proof that everybody left. */
    @Test
    void aListThatReadsNobodyWhileManyHaveItFailsUntilAPersonInsists() {
        String[] many = IntStream.range(0, 21).mapToObj("m%02d"::formatted).toArray(String[]::new);
        stage.known(many).label(many);
        stage.imported();
        List.of(many).forEach(stage::unlabel);

        Run run = stage.imported();

        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.cause()).contains("no members", "21 profiles", "force");
        assertThat(stage.having(VIP)).containsExactly(many);
        Run forced = stage.work(stage.begin(true), CrashPoint.none());
        assertThat(forced.list()).contains(new ListImport("label:1", 0, 21, 0));
        assertThat(stage.having(VIP)).isEmpty();
    }

    @Test
    void aListThatFewWereOnMayBeEmpty() {
        stage.label("a");
        stage.imported();
        stage.unlabel("a");

        assertThat(stage.imported().state()).isEqualTo(RunState.COMPLETED);
        assertThat(stage.having(VIP)).isEmpty();
    }

    @Test
    void aCancelledImportTakesFromNobody() {
        stage.label("a", "b");
        stage.imported();
        stage.unlabel("a");
        stage.label("c");
        AtomicBoolean cancelled = new AtomicBoolean();
        stage.stop = cancelled::get;

        Run run = stage.work(stage.begin(false), step -> cancelled.compareAndSet(false, step == Step.PAGE_SETTLED));

        assertThat(run.state()).isEqualTo(RunState.CANCELLED);
        assertThat(stage.having(VIP)).containsExactly("a", "b", "c");
        cancelled.set(false);
        stage.stop = () -> false;
        stage.imported();
        assertThat(stage.having(VIP)).containsExactly("b", "c");
    }

    /** Where nobody counts the members of a label: the contacts themselves say whether they have left. */
    @Test
    void aLabelWhoseMemberWasNotReadTakesFromNobody() {
        stage.label("a", "b", "c", "d", "e");
        stage.imported();
        stage.hidden.add("b");

        Run run = stage.imported();

        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.cause()).contains("Contact b was not among the members, but has the label \"Newsletter\"");
        assertThat(stage.having(VIP)).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void aContactWhoseLabelsCantBeReadIsTakenNothing() {
        stage.label("a", "b");
        stage.imported();
        stage.hidden.add("b");
        stage.crm.put(new Contact("b", Optional.empty(), Map.of(), List.of(), List.of(), false));

        assertThat(stage.imported().cause()).contains("its labels can't be read whole");
        assertThat(stage.having(VIP)).containsExactly("a", "b");
    }

    @Test
    void aMemberThatTheAudienceRefusesIsAnIssueAndTriedAgainByTheNextImport() {
        stage.label("a", "b", "c", "d");
        stage.sink = writes -> writes.stream()
                .map(write -> write.profileKey().equals("c")
                        ? failed(Kind.REJECTED)
                        : stage.audience.write(List.of(write)).get(0))
                .toList();
        Run run = stage.imported();
        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        assertThat(run.counts().issues()).isEqualTo(1);
        assertThat(stage.store().runReads().issues(run.id(), 10, 0))
                .extracting(RunIssue::contactKey)
                .containsExactly("c");

        stage.sink = stage.audience;
        assertThat(stage.imported().list()).contains(new ListImport("label:1", 1, 0, 0));
        assertThat(stage.having(VIP)).containsExactly("a", "b", "c", "d");
    }

    @Test
    void whatFailsForNowIsRepeatedWithoutWritingTheOthersAgain() {
        stage.label("a", "b");
        AtomicInteger writes = new AtomicInteger();
        stage.sink = batch -> batch.stream()
                .map(write -> writes.incrementAndGet() == 1
                        ? failed(Kind.TRANSIENT)
                        : stage.audience.write(List.of(write)).get(0))
                .toList();

        assertThat(stage.imported().state()).isEqualTo(RunState.COMPLETED);

        assertThat(writes).hasValue(3);
        assertThat(stage.having(VIP)).containsExactly("a", "b");
    }

    @Test
    void aRefusedLoginEndsTheImportAndTheNextOneDoesTheRest() {
        stage.label("a", "b");
        stage.sink = batch -> batch.stream().map(write -> failed(Kind.AUTH)).toList();
        Run run = stage.begin(false);
        assertThatThrownBy(() -> stage.work(run, CrashPoint.none())).isInstanceOf(ConnectorException.class);
        stage.sink = stage.audience;

        stage.work(stage.restart(run), CrashPoint.none());

        assertThat(stage.having(VIP)).containsExactly("a", "b");
    }

    @Test
    void aProfileThatIsGoneIsNotMadeAgainToTakeSomethingFromIt() {
        stage.label("a", "b");
        stage.imported();
        stage.unlabel("a");
        stage.gone.add("a");
        stage.audience.profiles.remove("a");

        assertThat(stage.imported().state()).isEqualTo(RunState.COMPLETED);

        assertThat(stage.audience.profiles).doesNotContainKey("a");
    }

    @Test
    void aProfileThatTheMembershipMadeAnewIsOwedEverythingElse() {
        stage.label("a");
        stage.audience.profiles.remove("a");

        stage.imported();

        assertThat(stage.store().links().find("tribe", "a").orElseThrow().dirty())
                .isTrue();
    }

    @Test
    void d36AMemberWithoutAProfileWaitsAndGetsAnEvent() {
        stage.label("a", "x");

        Run run = stage.imported();

        assertThat(run.list()).contains(new ListImport("label:1", 1, 0, 1));
        assertThat(stage.audience.profiles).doesNotContainKey("x");
        assertThat(stage.store().inboxReads().list("tribe", Optional.empty(), 10, Long.MAX_VALUE))
                .extracting(event -> event.subject().id())
                .containsExactly("x");
    }

    private static WriteResult failed(Kind kind) {
        return new WriteResult(
                WriteResult.Effect.NONE, List.of(), List.of(), Optional.of(new ConnectorException(kind, "it said no")));
    }
}
