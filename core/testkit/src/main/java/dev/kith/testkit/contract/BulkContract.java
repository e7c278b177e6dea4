package dev.kith.testkit.contract;

import static dev.kith.testkit.contract.AudienceParts.optIn;
import static dev.kith.testkit.contract.AudienceParts.optOut;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.spi.BulkLimits;
import dev.kith.spi.BulkPlan;
import dev.kith.spi.BulkProfileSink;
import dev.kith.spi.Channel;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.ImportJob;
import dev.kith.spi.ImportProgress.State;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.ProfileWrite.Existence;
import dev.kith.spi.ReadBack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@link BulkProfileSink} promises. */
public abstract class BulkContract extends AudienceContract {
    private static final int MOST_POLLS = 10_000;

    @Test
    void limitsMakeSense() {
        BulkLimits limits = bulk().limits();
        assertThat(limits.fewestRows()).isBetween(1, limits.mostRows());
        assertThat(limits.atOnce()).isPositive();
        assertThat(limits.pollEvery()).isGreaterThan(Duration.ZERO);
    }

    @Test
    void everyWriteIsInExactlyOnePlace() {
        List<ProfileWrite> writes = new ArrayList<>(wanted("b", 30));
        writes.add(new ProfileWrite("out", Existence.KNOWN_NOT_CREATED, Map.of(), Set.of(), List.of()));
        writes.add(new ProfileWrite("odd", Existence.UNKNOWN, Map.of("no such attribute", "x"), Set.of(), List.of()));
        BulkPlan plan = bulk().plan(writes);
        List<ProfileWrite> planned = new ArrayList<>();
        plan.imports().forEach(each -> planned.addAll(each.rows()));
        plan.singles().forEach(each -> planned.add(each.write()));
        assertThat(planned).containsExactlyInAnyOrderElementsOf(writes);
        assertThat(plan.singles())
                .extracting(single -> single.write().profileKey())
                .contains("out", "odd");
        assertThat(plan.singles()).allMatch(single -> !single.reason().isBlank());
    }

    @Test
    void whatIsDoubtfulIsAmongTheValuesAndNeverInARow() {
        for (String text : List.of("plain", "=SUM(A1)", " spaces ", "tab\tbed", "\"quoted\", comma; semicolon")) {
            ProfileWrite write = wanted("b0", Existence.UNKNOWN, Map.of(parts.text(), text));
            Set<String> doubtful = bulk().doubtful(write);
            assertThat(write.set().keySet()).containsAll(doubtful);
            assertThat(bulk().doubtful(write)).isEqualTo(doubtful);
            boolean row = !bulk().plan(List.of(write)).imports().isEmpty();
            assertThat(row && !doubtful.isEmpty()).as(text).isFalse();
        }
    }

    /** Each text, whether it goes by an import or not. */
    @Test
    void oddTextsArriveAsTheyAre() {
        List<String> texts =
                List.of("=SUM(A1)", "\"quoted\", comma; semicolon|", "two\nlines", "O'Brien", "#REF!", "+31 6");
        List<ProfileWrite> writes = new ArrayList<>(wanted("b", 5));
        for (int i = 0; i < texts.size(); i++) {
            writes.add(wanted("odd" + i, Existence.UNKNOWN, Map.of(parts.text(), texts.get(i))));
        }
        carryOut(writes);
        for (int i = 0; i < texts.size(); i++) {
            assertThat(attributes("odd" + i)).containsEntry(parts.text(), texts.get(i));
        }
    }

    @Test
    void anImportEndsAsSingleWritesDo() {
        carryOut(wanted("b", 30));
        write(wanted("s", 30));
        for (int i = 0; i < 30; i++) {
            assertThat(mapped("b" + i)).isEqualTo(mapped("s" + i)).isNotEmpty();
            assertThat(AudienceParts.granted(system.consents("b" + i)))
                    .isEqualTo(AudienceParts.granted(system.consents("s" + i)))
                    .hasSize(2);
        }
    }

    @Test
    void theSameRowsTwiceEndInTheSameProfiles() {
        carryOut(wanted("b", 5));
        Map<String, String> before = attributes("b3");
        carryOut(wanted("b", 5));
        assertThat(attributes("b3")).isEqualTo(before);
        assertThat(system.consents("b3")).hasSize(2);
    }

    @Test
    void anOptOutOfThePersonStaysAndIsNoMiss() {
        String subscription = parts.subscriptions().get(0);
        writeNew("b0", optIn(subscription));
        system.optOut("b0", subscription, Channel.EMAIL);
        ReadBack back = carryOut(List.of(wanted("b0", Existence.KNOWN, Map.of(), optIn(subscription))));
        assertThat(granted("b0", subscription)).isFalse();
        assertThat(back.missed()).isEmpty();
        assertThat(AudienceParts.granted(back.consents().getOrDefault("b0", List.of())))
                .containsEntry(AudienceParts.place(subscription), false);
    }

    @Test
    void whatARowDoesNotNameStays() {
        write(wanted("b0", Existence.UNKNOWN, parts.values(1)));
        Map<String, String> before = attributes("b0");
        List<ProfileWrite> rows = new ArrayList<>(wanted("c", 5));
        rows.add(wanted("b0", Existence.KNOWN, Map.of(parts.text(), "changed")));
        carryOut(rows);
        assertThat(attributes("b0"))
                .containsEntry(parts.text(), "changed")
                .containsAllEntriesOf(without(before, parts.text()));
    }

    @Test
    void aRequestWritesNothingAndARestartPollsTheSameJob() {
        BulkPlan.Import rows = bulk().plan(wanted("b", 5)).imports().get(0);
        ImportJob job = bulk().request(rows.shape());
        assertThat(bulk().progress(job).state()).isEqualTo(State.WAITING_FOR_FILE);
        assertThat(system.attributes("b0")).isEmpty();
        reopen();
        assertThat(bulk().progress(job).state()).isEqualTo(State.WAITING_FOR_FILE);
        bulk().upload(job, rows);
        reopen();
        assertThat(end(job)).isEqualTo(State.COMPLETED);
        assertThat(bulk().progress(job).state()).isEqualTo(State.COMPLETED);
        assertThat(bulk().readBack(job, rows).missed()).isEmpty();
    }

    @Test
    void rowsThatAreNotThereAreMissed() {
        List<ProfileWrite> writes = wanted("b", 5);
        BulkPlan.Import rows = bulk().plan(writes).imports().get(0);
        ImportJob job = bulk().request(rows.shape());
        bulk().upload(job, rows);
        assertThat(end(job)).isEqualTo(State.COMPLETED);
        system.remove("b2");
        assertThat(bulk().readBack(job, rows).missed()).containsExactly("b2");
    }

    @Test
    void whatIsNotReachedIsAskedAgainWithTheSameJob() {
        BulkPlan.Import rows = bulk().plan(wanted("b", 5)).imports().get(0);
        ImportJob job = bulk().request(rows.shape());
        context.cutOff();
        assertFails(() -> bulk().upload(job, rows), Kind.TRANSIENT);
        assertFails(() -> bulk().progress(job), Kind.TRANSIENT);
        context.restore();
        bulk().upload(job, rows);
        assertThat(end(job)).isEqualTo(State.COMPLETED);
    }

    private BulkProfileSink bulk() {
        return as(BulkProfileSink.class);
    }

    private List<ProfileWrite> wanted(String prefix, int count) {
        List<ProfileWrite> writes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            writes.add(wanted(
                    prefix + i,
                    Existence.UNKNOWN,
                    parts.values(i),
                    optIn(parts.subscriptions().get(i % 2)),
                    optOut(parts.subscriptions().get(1 - i % 2))));
        }
        return writes;
    }

    /** Writes as the host does; the sample of the last import. */
    private ReadBack carryOut(List<ProfileWrite> writes) {
        BulkPlan plan = bulk().plan(writes);
        assertThat(plan.imports()).isNotEmpty();
        write(plan.singles().stream().map(BulkPlan.Single::write).toList());
        ReadBack back = new ReadBack(Map.of(), Set.of());
        for (BulkPlan.Import rows : plan.imports()) {
            ImportJob job = bulk().request(rows.shape());
            bulk().upload(job, rows);
            assertThat(end(job)).isEqualTo(State.COMPLETED);
            back = bulk().readBack(job, rows);
        }
        return back;
    }

    private State end(ImportJob job) {
        State state = bulk().progress(job).state();
        for (int i = 0; i < MOST_POLLS && !state.isEnd(); i++) {
            context.pause(bulk().limits().pollEvery());
            state = bulk().progress(job).state();
        }
        return state;
    }

    private Map<String, String> mapped(String key) {
        Map<String, String> mapped = without(attributes(key), parts.email());
        mapped.keySet().retainAll(parts.values(0).keySet());
        return mapped;
    }

    private static Map<String, String> without(Map<String, String> attributes, String id) {
        Map<String, String> rest = new java.util.HashMap<>(attributes);
        rest.remove(id);
        return rest;
    }
}
