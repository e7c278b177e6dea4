package dev.kith.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.spi.AudienceDescription;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.ProfileTagger;
import dev.kith.spi.Tag;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@link ProfileTagger} promises. Needs two tags in the audience. */
public abstract class TaggerContract extends AudienceContract {

    /** The ids of a profile's tags as the audience has them. */
    protected abstract Set<String> tagsOf(String profileKey);

    @Test
    void tagsAreSetAndRemovedAndTheOthersStay() {
        writeNew("p1");
        String kept = tags().get(0);
        String moved = tags().get(1);
        tagger().tag("p1", Set.of(kept), Set.of());
        tagger().tag("p1", Set.of(moved), Set.of());
        tagger().tag("p1", Set.of(moved), Set.of());
        assertThat(tagsOf("p1")).containsExactlyInAnyOrder(kept, moved);
        tagger().tag("p1", Set.of(), Set.of(moved));
        tagger().tag("p1", Set.of(), Set.of(moved));
        assertThat(tagsOf("p1")).containsExactly(kept);
    }

    @Test
    void aProfileOrTagThatIsNotThereIsRefused() {
        assertFails(() -> tagger().tag("nobody", Set.of(tags().get(0)), Set.of()), Kind.REJECTED);
        writeNew("p1");
        assertFails(() -> tagger().tag("p1", Set.of("no such tag"), Set.of()), Kind.REJECTED);
    }

    private List<String> tags() {
        return ((AudienceDescription) connector.describe())
                .tags().stream().map(Tag::id).toList();
    }

    private ProfileTagger tagger() {
        return as(ProfileTagger.class);
    }
}
