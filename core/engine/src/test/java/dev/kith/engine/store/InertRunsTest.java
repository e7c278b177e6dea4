package dev.kith.engine.store;

import static dev.kith.engine.store.Samples.LEASE;
import static dev.kith.engine.store.Samples.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.spi.Channel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InertRunsTest {
    private static final Change CREATED = Change.of(ChangeKind.CREATED, "", "");
    private static final Change OPT_IN =
            Change.consent(ChangeKind.OPT_IN, "Newsletter", Channel.EMAIL, "Newsletter by email");
    private static final RunCounts ONE = new RunCounts(1, 1, 0, 0, 0, 0, 0, 0, 0);

    @TempDir
    private Path home;

    private Store store;

    @BeforeEach
    void open() {
        store = Store.open(home.resolve("kith.db"), new ManualClock());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void differencesComeBackByContactKeyAndInPages() {
        Run run = running();
        Difference first = new Difference("p-1", List.of(CREATED, city("", "Oss"), OPT_IN));
        Difference second = new Difference("p-2", List.of(city("Oss", "Ede")));
        settle(run, second);
        settle(run, first);

        assertThat(page(run, DifferenceFilter.ALL)).containsExactly(first, second);
        assertThat(store.differences().page(run.id(), DifferenceFilter.ALL, "p-1", 10))
                .containsExactly(second);
        assertThat(store.differences().page(run.id(), DifferenceFilter.ALL, "", 1))
                .containsExactly(first);
        assertThat(store.differences().count(run.id(), DifferenceFilter.ALL)).isEqualTo(2);
        assertThat(store.differences().summary(run.id()))
                .isEqualTo(Map.of(ChangeKind.CREATED, 1L, ChangeKind.ATTRIBUTE, 2L, ChangeKind.OPT_IN, 1L));
    }

    @Test
    void aSearchTakesNamesAsTheyAreWritten() {
        Run run = running();
        Difference odd = new Difference("p-1", List.of(attribute("100%_!\\sure")));
        Difference even = new Difference("p-2", List.of(attribute("100 percent sure")));
        settle(run, odd, even);

        assertThat(page(run, byAttribute("100%_!\\sure"))).containsExactly(odd);
        assertThat(page(run, byAttribute("100%"))).isEmpty();
        assertThat(page(run, byAttribute("Newsletter"))).isEmpty();
        assertThat(page(run, new DifferenceFilter(Optional.of("p-2"), Optional.empty(), Optional.empty())))
                .containsExactly(even);
        assertThat(page(run, new DifferenceFilter(Optional.empty(), Optional.of(ChangeKind.CREATED), Optional.empty())))
                .isEmpty();
    }

    @Test
    void aRunThatIsBegunAgainForgetsWhatItFoundBefore() {
        Run run = running();
        settle(run, new Difference("p-1", List.of(CREATED)));

        store.inertRuns().beginAgain(run.id(), OWNER);

        Run again = store.runReads().find("tribe", run.id()).orElseThrow();
        assertThat(again.counts()).isEqualTo(RunCounts.ZERO);
        assertThat(again.pages()).isZero();
        assertThat(store.differences().count(run.id(), DifferenceFilter.ALL)).isZero();
        assertThatThrownBy(() -> store.inertRuns().beginAgain(run.id(), "host-2"))
                .isInstanceOf(StoreException.class);
    }

    @Test
    void aRunKeepsTheRulesItDecidesBy() {
        RuleTexts rules = new RuleTexts("c", "m", "o", "s");
        Run run = store.inertRuns().create("tribe", RunKind.BACKTEST, false, "v2", Optional.of(rules));
        Run other = store.inertRuns().create("tribe", RunKind.DRY_RUN, false, "v1", Optional.empty());
        assertThat(store.inertRuns().rules(run.id())).contains(rules);
        assertThat(store.inertRuns().rules(other.id())).isEmpty();
        assertThatThrownBy(() -> store.inertRuns().create("tribe", RunKind.FULL, false, "v1", Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A run of kind full is not inert.");
    }

    @Test
    void valuesOfAPersonDoNotStandInTheWordsOfAChange() {
        assertThat(city("Oss", "Ede").toString()).isEqualTo("Change[attribute City]");
    }

    private List<Difference> page(Run run, DifferenceFilter filter) {
        return store.differences().page(run.id(), filter, "", 10);
    }

    private static DifferenceFilter byAttribute(String name) {
        return new DifferenceFilter(Optional.empty(), Optional.empty(), Optional.of(name));
    }

    private static Change city(String before, String after) {
        return Change.attribute(
                "City",
                Optional.of(before).filter(text -> !text.isEmpty()),
                Optional.of(after),
                "Postal code and city");
    }

    private static Change attribute(String name) {
        return Change.attribute(name, Optional.empty(), Optional.of("x"), "A rule");
    }

    private Run running() {
        Run run = store.inertRuns().create("tribe", RunKind.DRY_RUN, false, "v1", Optional.empty());
        return store.runs().claim(run.id(), OWNER, LEASE).orElseThrow();
    }

    private void settle(Run run, Difference... differences) {
        store.inertRuns().settle(new Batch(run).counts(ONE).settlement(), List.of(differences));
    }
}
