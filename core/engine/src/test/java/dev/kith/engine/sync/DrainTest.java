package dev.kith.engine.sync;

import static dev.kith.engine.sync.Given.contact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.engine.home.IntegrationSettings.GuardSettings;
import dev.kith.engine.home.IntegrationSettings.NewContacts;
import dev.kith.engine.store.EventState;
import dev.kith.engine.store.RunKind;
import dev.kith.engine.store.RunState;
import dev.kith.engine.store.StagedKind;
import dev.kith.engine.sync.CrashPoint.Step;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.Contact;
import dev.kith.spi.Notice;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.Reading;
import dev.kith.spi.Resolution;
import dev.kith.spi.WriteResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DrainTest {
    private static final String NEWS = "topic-news EMAIL";

    @TempDir
    private Path folder;

    private DrainStage stage;

    @BeforeEach
    void open() {
        stage = new DrainStage(folder);
    }

    @AfterEach
    void everyAcknowledgedEventIsInExactlyOneState() {
        assertThat(stage.counts().balanced()).isTrue();
        assertThat(stage.store().inboxReads().countedAnew("tribe")).isEqualTo(stage.counts());
        stage.close();
    }

    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    @ParameterizedTest
    @EnumSource(value = Step.class, mode = EnumSource.Mode.MATCH_ALL, names = "EVENT_(?!STORED).*")
    void aCrashAtAnyStepOfAnEventLosesNothingAndEndsTheSame(Step step) {
        stage.crm.put(contact("anna", "Newsletter"));
        stage.told("anna", Notice.Kind.CREATED);
        stage.told("anna", Notice.Kind.UPDATED);
        assertThatThrownBy(() -> stage.drain(reached -> {
                    if (reached == step) {
                        throw new Crash();
                    }
                }))
                .isInstanceOf(Crash.class);

        stage.restart();
        stage.drain();

        assertThat(stage.states()).containsExactly("collapsed", "applied");
        assertThat(stage.audience.consents.get("anna")).containsExactly(NEWS);
        assertThat(stage.store().links().find("tribe", "anna").orElseThrow().dirty())
                .isFalse();
    }

    /** Staged once, delivered once approved, wherever the program crashes on either way. */
    @ParameterizedTest
    @EnumSource(value = Step.class, mode = EnumSource.Mode.MATCH_ALL, names = "EVENT_(?!STORED).*")
    void aCrashAtAnyStepOfAStagedOrApprovedEventLosesNothing(Step step) {
        stage.guard = new GuardSettings(0, 0, Set.of());
        stage.crm.put(new Contact(
                "anna", Optional.of("anna@example.test"), Map.of("City", "Breda"), List.of(), List.of(), true));
        stage.told("anna", Notice.Kind.CREATED);
        stage.drain();
        stage.crm.put(new Contact("anna", Optional.of("anna@example.test"), Map.of(), List.of(), List.of(), true));
        stage.told("anna", Notice.Kind.UPDATED);
        crashAt(step);
        assertThat(stage.counts().balanced()).isTrue();
        stage.restart();
        stage.drain();
        assertThat(stage.states()).containsExactly("applied", "staged");
        assertThat(stage.audience.profiles.get("anna")).containsEntry("a-city", "Breda");

        stage.store()
                .stagedVerdicts()
                .approve("tribe", Set.of(StagedKind.BLANK), OptionalLong.empty(), "rest", "as meant");
        crashAt(step);
        stage.restart();
        stage.drain();
        assertThat(stage.audience.profiles.get("anna")).doesNotContainKey("a-city");
        assertThat(stage.store().staged().counts("tribe")).isEmpty();
        assertThat(stage.states()).doesNotContain("pending").doesNotContain("dead");
    }

    private void crashAt(Step step) {
        try {
            stage.drain(reached -> {
                if (reached == step) {
                    throw new Crash();
                }
            });
        } catch (Crash crash) {
            // As meant; a staged event writes nothing, so it passes no intent.
        }
    }

    @Test
    void anOptInThatMayHaveGoneOutBeforeACrashIsWithdrawnWhenTheLabelIsGoneByThen() {
        stage.crm.put(contact("anna", "Newsletter"));
        stage.told("anna", Notice.Kind.CREATED);
        assertThatThrownBy(() -> stage.drain(reached -> {
                    if (reached == Step.EVENT_DELIVERED) {
                        throw new Crash();
                    }
                }))
                .isInstanceOf(Crash.class);
        stage.crm.put(contact("anna"));

        stage.restart();
        stage.drain();

        assertThat(stage.audience.consents.get("anna")).isEmpty();
    }

    /** The first write of all: nothing but its intent tells of it. */
    @Test
    void d41AnOptInThatMayHaveGoneOutBeforeACrashIsWithdrawnWhenTheContactIsDeletedByThen() {
        stage.crm.put(contact("anna", "Newsletter"));
        stage.told("anna", Notice.Kind.CREATED);
        assertThatThrownBy(() -> stage.drain(reached -> {
                    if (reached == Step.EVENT_DELIVERED) {
                        throw new Crash();
                    }
                }))
                .isInstanceOf(Crash.class);
        stage.crm.contacts.remove("anna");

        stage.restart();
        stage.told("anna", Notice.Kind.DELETED);
        stage.drain();

        assertThat(stage.audience.consents.get("anna")).isEmpty();
        assertThat(stage.states()).containsExactly("collapsed", "applied");
    }

    @Test
    void b3TheCrmDownForTwoDaysLeavesNothingDeadAndAllIsAppliedAfterwards() {
        for (String key : List.of("anna", "ben", "cleo")) {
            stage.crm.put(contact(key));
            stage.told(key, Notice.Kind.UPDATED);
        }
        stage.crm.down = Optional.of(new ConnectorException(Kind.TRANSIENT, "not reachable"));
        for (int minutes = 0; minutes < 2 * 24 * 60; minutes += 10) {
            stage.drain();
            stage.later(Duration.ofMinutes(10));
        }
        assertThat(stage.states()).containsOnly("pending");
        assertThat(stage.events()).allMatch(event -> event.attempts() == 0);
        assertThat(stage.breaker.pause().orElseThrow().cause()).isEqualTo("not reachable");

        stage.crm.down = Optional.empty();
        stage.drain();
        stage.drain();

        assertThat(stage.states()).containsOnly("applied");
        assertThat(stage.breaker.pause()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"CONFIG", "AUTH", "THROTTLED", "TRANSIENT"})
    void whatIsNotTheContactsFaultPausesAllAndLetsOneThroughPerInterval(Kind kind) {
        int[] writes = {0};
        stage.sink = all -> {
            writes[0]++;
            return all.stream()
                    .map(write -> failed(new ConnectorException(kind, "no")))
                    .toList();
        };
        for (int i = 0; i < 20; i++) {
            stage.crm.put(contact("c" + i));
            stage.told("c" + i, Notice.Kind.UPDATED);
        }
        stage.drain();
        int first = writes[0];
        stage.drain();
        assertThat(writes[0]).as("paused").isEqualTo(first);
        stage.later(Breaker.INTERVAL);
        stage.drain();
        assertThat(writes[0]).as("one probe").isEqualTo(first + 1);
        assertThat(stage.states()).containsOnly("pending");
    }

    @Test
    void aContactThatIsRefusedUsesUpItsAttemptsAndDelaysNobody() {
        refuse("anna");
        stage.crm.put(contact("anna"));
        stage.crm.put(contact("ben"));
        stage.told("anna", Notice.Kind.UPDATED);
        stage.told("ben", Notice.Kind.UPDATED);
        stage.drain();
        assertThat(stage.states()).containsExactly("pending", "applied");

        for (int hours = 0; hours < 3; hours++) {
            stage.later(Duration.ofHours(2));
            stage.drain();
        }
        assertThat(stage.states().get(0)).isEqualTo("pending");
        stage.later(Duration.ofHours(2));
        stage.drain();
        assertThat(stage.events().get(0).state()).isEqualTo(EventState.DEAD);
        assertThat(stage.events().get(0).cause()).contains("refused for a reason");

        stage.sink = stage.audience;
        stage.store().inbox().retry("tribe", stage.events().get(0).id());
        stage.drain();
        assertThat(stage.states()).containsExactly("applied", "applied");
    }

    @Test
    void s26EventsWaitWhileAFullSyncIsUnderWayAndAreWorkedOnWhenItEnded() {
        for (RunState end : List.of(RunState.COMPLETED, RunState.FAILED, RunState.CANCELLED)) {
            stage.crm.put(contact(end.word()));
            var run = stage.store().runs().create("tribe", RunKind.FULL, false, "v1");
            stage.store().runs().claim(run.id(), "host", Duration.ofMinutes(1));
            stage.told(end.word(), Notice.Kind.UPDATED);
            stage.drain();
            assertThat(stage.audience.profiles).doesNotContainKey(end.word());
            stage.store().runs().finish(run.id(), "host", end, "");
            stage.drain();
            assertThat(stage.audience.profiles).containsKey(end.word());
        }
    }

    @Test
    void s26EventsOfARunThatCouldNotBeResumedWithin24HoursAreWorkedOnThen() {
        stage.crm.put(contact("anna"));
        var run = stage.store().runs().create("tribe", RunKind.FULL, false, "v1");
        stage.store().runs().claim(run.id(), "host-old", Duration.ofMinutes(1));
        stage.store().runs().interruptAbandoned("host-new");
        stage.told("anna", Notice.Kind.UPDATED);
        stage.later(Duration.ofHours(23));
        stage.store().runs().failAbandonedLongerThan(Duration.ofHours(24), "host-new");
        stage.drain();
        assertThat(stage.states()).containsExactly("pending");

        stage.later(Duration.ofHours(2));
        stage.store().runs().failAbandonedLongerThan(Duration.ofHours(24), "host-new");
        stage.drain();
        assertThat(stage.states()).containsExactly("applied");
    }

    @Test
    void s29TheEventOfAContactWithoutAProfileWaitsForFiveInTheMorningOfTheIntegrationsZone() {
        stage.newContacts = NewContacts.DAILY;
        stage.crm.put(contact("anna"));
        stage.told("anna", Notice.Kind.CREATED);
        stage.drain();
        assertThat(stage.audience.profiles).isEmpty();
        assertThat(stage.events().get(0).dueAt()).isEqualTo(Instant.parse("2026-03-02T04:00:00Z"));
        assertThat(stage.store().inboxReads().oldestDue("tribe")).as("no lag").isEmpty();

        stage.told("anna", Notice.Kind.UPDATED);
        stage.drain();
        assertThat(stage.audience.profiles).as("another event doesn't hurry it").isEmpty();

        stage.later(Duration.between(stage.clock.instant(), Instant.parse("2026-03-02T04:00:00Z")));
        stage.drain();
        assertThat(stage.audience.profiles).as("the daily run comes first").isEmpty();

        stage.later(Duration.ofMinutes(10));
        stage.drain();
        assertThat(stage.audience.profiles).containsKey("anna");
        assertThat(stage.states()).containsExactly("collapsed", "applied");
    }

    @Test
    void oneContactThatAlwaysFailsForNowDelaysNobody() {
        stage.sink = writes -> writes.get(0).profileKey().equals("anna")
                ? List.of(failed(new ConnectorException(Kind.TRANSIENT, "odd")))
                : stage.audience.write(writes);
        for (String key : List.of("anna", "ben", "cleo")) {
            stage.crm.put(contact(key));
        }
        stage.told("anna", Notice.Kind.UPDATED);
        stage.told("ben", Notice.Kind.UPDATED);
        stage.drain();
        for (int i = 0; i < 5; i++) {
            stage.later(Breaker.INTERVAL);
            stage.told("cleo", Notice.Kind.UPDATED);
            stage.drain();
        }
        assertThat(stage.breaker.pause()).isEmpty();
        assertThat(stage.counts().of(EventState.PENDING)).as("only hers").isEqualTo(1);
        assertThat(stage.events().get(0).attempts()).isZero();
    }

    @Test
    void d41ADeletionThatALookupConfirmsWithdrawsWhatWeGrantedAndKeepsTheProfile() {
        stage.crm.put(contact("anna", "Newsletter"));
        stage.told("anna", Notice.Kind.CREATED);
        stage.drain();
        assertThat(stage.audience.consents.get("anna")).containsExactly(NEWS);
        stage.crm.contacts.remove("anna");

        stage.told("anna", Notice.Kind.UPDATED);
        stage.drain();
        assertThat(stage.audience.consents.get("anna")).as("T37: maybe hidden").containsExactly(NEWS);

        stage.told("anna", Notice.Kind.DELETED);
        stage.drain();
        assertThat(stage.audience.consents.get("anna")).isEmpty();
        assertThat(stage.audience.profiles).containsKey("anna");
        assertThat(stage.states()).containsExactly("applied", "ignored", "applied");
    }

    @Test
    void aDeletionThatWasUndoneBeforeTheLookupIsNoDeletion() {
        stage.crm.put(contact("anna", "Newsletter"));
        stage.told("anna", Notice.Kind.CREATED);
        stage.told("anna", Notice.Kind.DELETED);
        stage.drain();
        assertThat(stage.audience.consents.get("anna")).containsExactly(NEWS);
    }

    @Test
    void aRecordOfManyContactsGivesAnEventToThoseThatDifferOnly() {
        for (String key : List.of("anna", "ben", "cleo")) {
            stage.crm.put(contact(key));
            stage.told(key, Notice.Kind.CREATED);
        }
        stage.drain();
        stage.crm.records.put(
                "company",
                List.of(
                        new Resolution(List.of("anna", "ben"), Optional.of("1"), false),
                        Resolution.of(List.of("cleo"))));
        stage.crm.put(contact("ben", "Newsletter"));
        stage.told("company", Notice.Kind.DELETED);
        stage.drain();

        assertThat(stage.states()).containsExactly("applied", "applied", "applied", "applied", "applied");
        assertThat(stage.audience.consents.get("ben")).containsExactly(NEWS);
    }

    @Test
    void t25WhoeverCouldNotBeNamedIsFoundByASweepOfChangesAndLabels() {
        stage.crm.put(contact("anna", "Newsletter"));
        stage.crm.put(contact("ben"));
        stage.told("anna", Notice.Kind.CREATED);
        stage.told("ben", Notice.Kind.CREATED);
        stage.drain();
        stage.crm.put(contact("anna"));
        stage.crm.put(contact("ben", "Newsletter"));
        stage.crm.records.put("link", List.of(Resolution.unsure(List.of())));
        stage.crm.read =
                reading -> reading.scope() == Reading.Scope.MEMBERS ? List.of(contact("ben", "Newsletter")) : List.of();
        Instant told = stage.clock.instant();
        stage.told("link", Notice.Kind.CREATED);
        stage.drain();

        assertThat(stage.audience.consents.get("ben")).containsExactly(NEWS);
        assertThat(stage.audience.consents.get("anna")).as("no member any more").isEmpty();
        assertThat(stage.crm.readings)
                .containsExactly(Reading.changedSince(told.minus(ChangeSearch.OVERLAP)), Reading.membersOf("label:1"));
    }

    @Test
    void aRecordThatNobodyDependsOnIsIgnored() {
        stage.crm.records.put("invoice", List.of(Resolution.of(List.of())));
        stage.told("invoice", Notice.Kind.UPDATED);
        stage.drain();
        assertThat(stage.states()).containsExactly("ignored");
    }

    @Test
    void s8AContactOutOfScopeHasItsConsentWithdrawnAndNothingElseWritten() {
        stage.crm.put(contact("anna", "Newsletter"));
        stage.told("anna", Notice.Kind.CREATED);
        stage.drain();
        stage.crm.put(new Contact("anna", Optional.empty(), Map.of("out", true), List.of(), List.of(), true));
        stage.told("anna", Notice.Kind.UPDATED);
        stage.drain();
        stage.told("anna", Notice.Kind.UPDATED);
        stage.drain();
        assertThat(stage.audience.consents.get("anna")).isEmpty();
        assertThat(stage.states()).containsExactly("applied", "applied", "out-of-scope");
    }

    @Test
    void aContactThatIsAsItWasCostsNoWrite() {
        stage.crm.put(contact("anna"));
        stage.told("anna", Notice.Kind.CREATED);
        stage.drain();
        stage.sink = writes -> {
            throw new AssertionError("nothing to write");
        };
        stage.told("anna", Notice.Kind.UPDATED);
        stage.drain();
        assertThat(stage.states()).containsExactly("applied", "unchanged");
    }

    private void refuse(String key) {
        stage.sink = writes -> {
            List<WriteResult> results = new ArrayList<>();
            for (ProfileWrite write : writes) {
                results.addAll(
                        write.profileKey().equals(key)
                                ? List.of(failed(new ConnectorException(Kind.REJECTED, "refused for a reason")))
                                : stage.audience.write(List.of(write)));
            }
            return results;
        };
    }

    private static WriteResult failed(ConnectorException failure) {
        return new WriteResult(WriteResult.Effect.NONE, List.of(), List.of(), Optional.of(failure));
    }
}
