package dev.kith.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.spi.ConsentWriter;
import dev.kith.spi.ContactLookup;
import dev.kith.spi.CrmDescription;
import dev.kith.spi.LabelResult;
import dev.kith.spi.LabelResult.Outcome;
import dev.kith.spi.LabelWrite;
import dev.kith.spi.OptInLabel;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@link ConsentWriter} promises. Needs two active labels in the CRM. */
public abstract class LabelContract extends Contract<TestedCrm> {

    @Test
    void labelsAreAddedAndRemovedAndTheOthersStay() {
        String key = system.contactKeys().iterator().next();
        OptInLabel kept = active().get(0);
        OptInLabel moved = active().get(1);
        write(new LabelWrite(key, Set.of(kept.id()), Set.of(moved.id())));
        List<String> before = labels(key);
        assertThat(before).contains(kept.name()).doesNotContain(moved.name());
        assertThat(write(new LabelWrite(key, Set.of(moved.id()), Set.of()))).containsExactly(Outcome.WRITTEN);
        assertThat(write(new LabelWrite(key, Set.of(moved.id()), Set.of()))).containsExactly(Outcome.ALREADY);
        assertThat(labels(key)).contains(moved.name()).containsAll(before);
        assertThat(write(new LabelWrite(key, Set.of(), Set.of(moved.id())))).containsExactly(Outcome.WRITTEN);
        assertThat(write(new LabelWrite(key, Set.of(), Set.of(moved.id())))).containsExactly(Outcome.ALREADY);
        assertThat(labels(key)).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void eachLabelHasAResult() {
        String key = system.contactKeys().iterator().next();
        LabelWrite both = new LabelWrite(
                key, Set.of(active().get(0).id()), Set.of(active().get(1).id()));
        assertThat(as(ConsentWriter.class).write(both))
                .extracting(LabelResult::label)
                .containsExactlyInAnyOrder(active().get(0).id(), active().get(1).id());
    }

    @Test
    void aContactThatIsNotThereIsSaidSo() {
        assertThat(write(new LabelWrite(missingKey(), Set.of(active().get(0).id()), Set.of())))
                .containsExactly(Outcome.NO_CONTACT);
    }

    /** A key of the CRM's form that no contact has. */
    protected abstract String missingKey();

    private List<OptInLabel> active() {
        return ((CrmDescription) connector.describe())
                .labels().stream().filter(OptInLabel::active).toList();
    }

    private List<Outcome> write(LabelWrite write) {
        return as(ConsentWriter.class).write(write).stream()
                .map(LabelResult::outcome)
                .toList();
    }

    private List<String> labels(String key) {
        return as(ContactLookup.class).fetch(List.of(key)).get(0).allLabels();
    }
}
