package dev.kith.engine.store;

import static dev.kith.engine.store.Samples.MOMENT;
import static dev.kith.engine.store.Samples.NEWSLETTER;
import static dev.kith.engine.store.Samples.OWNER;
import static dev.kith.engine.store.Samples.link;
import static dev.kith.engine.store.Samples.runningRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.spi.Channel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinksTest {
    @TempDir
    private Path home;

    private Store store;
    private Run run;

    @BeforeEach
    void open() {
        store = Store.open(home.resolve("kith.db"), new ManualClock());
        run = runningRun(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void returnsALinkAsItWasWritten() {
        Link written = new Link(
                "tribe",
                "p-1",
                true,
                false,
                true,
                Map.of("first-name", "Zoë \"Z\" \uD83C\uDF37", "note", "line\nline", "empty", ""),
                Map.of("email", new LeftOut("zoe@example.com", "another profile has it")),
                Map.of(
                        NEWSLETTER,
                        new LinkConsent(
                                false,
                                Optional.of(MOMENT),
                                Optional.of(MOMENT.plusMillis(1)),
                                Optional.of(MOMENT.plusMillis(2))),
                        new ConsentKey("topic-1", Channel.SMS),
                        new LinkConsent(true, Optional.empty(), Optional.empty())),
                "0123456789abcdef0123456789abcdef",
                "source",
                "v1",
                "r1",
                true,
                7);

        settle(new Batch(run).links(written));

        assertThat(store.links().find("tribe", "p-1")).contains(written);
    }

    @Test
    void keepsMomentsInMilliseconds() {
        LinkConsent consent = new LinkConsent(true, Optional.of(MOMENT.plusNanos(999_999)), Optional.empty());

        assertThat(consent.optedOutAt()).contains(MOMENT);
    }

    @Test
    void aLaterSettleReplacesTheWholeLink() {
        Link second = new Link(
                "tribe",
                "p-1",
                false,
                false,
                false,
                Map.of(),
                Map.of(),
                Map.of(),
                "0".repeat(32),
                "s2",
                "v2",
                "r1",
                true,
                2);

        settle(new Batch(run).links(link("p-1", "email", "a@example.com")));
        settle(new Batch(run).links(second));

        assertThat(store.links().find("tribe", "p-1")).contains(second);
        assertThat(store.links().count("tribe")).isOne();
    }

    @Test
    void ofTwoLinksForOneContactTheLaterCounts() {
        settle(new Batch(run).links(link("p-1", "email", "a@example.com"), link("p-1")));

        assertThat(store.links().find("tribe", "p-1")).contains(link("p-1"));
    }

    @Test
    void findsNothingForAnUnknownKeyOrAnotherIntegration() {
        settle(new Batch(run).links(link("p-1")));

        assertThat(store.links().find("tribe", "p-2")).isEmpty();
        assertThat(store.links().find("other", "p-1")).isEmpty();
        assertThat(store.links().find("tribe", List.of())).isEmpty();
        assertThat(store.links().count("other")).isZero();
    }

    @Test
    void findsAThousandKeysAtOnceAndLeavesOutUnknownOnes() {
        settle(new Batch(run).links(links(1000)));

        Map<String, Link> found = store.links().find("tribe", keys(1, 1001));

        assertThat(found).hasSize(999).containsEntry("p-999", link("p-999")).doesNotContainKey("p-1000");
    }

    @Test
    void countsWhatARunHasSeen() {
        settle(new Batch(run).links(links(700)));
        assertThat(store.links().seenIn("tribe", run.id())).isEqualTo(700);
        store.runs().finish(run.id(), OWNER, RunState.COMPLETED, "");
        Run next = runningRun(store);

        settle(new Batch(next).seen(keys(0, 600)));

        assertThat(store.links().seenIn("tribe", next.id())).isEqualTo(600);
        assertThat(store.links().seenIn("tribe", run.id())).isEqualTo(100);
        assertThat(store.links().find("tribe", "p-0").orElseThrow().sourceHash())
                .isEqualTo("source-p-0");
    }

    @Test
    void aFreedValueMakesTheLinksDirtyThatLeftItOut() {
        settle(new Batch(run)
                .links(
                        link("waiting", "email", "a@example.com"),
                        link("other", "email", "b@example.com"),
                        link("plain")));

        settle(new Batch(run)
                .freed(new FreedValue("email", "a@example.com"), new FreedValue("phone", "b@example.com")));

        assertThat(dirty("waiting")).isTrue();
        assertThat(dirty("other")).isFalse();
        assertThat(dirty("plain")).isFalse();
    }

    @Test
    void aFreedValueLeavesALinkAloneThatGotItSince() {
        settle(new Batch(run).links(link("p-1", "email", "a@example.com")));
        settle(new Batch(run).links(link("p-1")));

        settle(new Batch(run).freed(new FreedValue("email", "a@example.com")));

        assertThat(dirty("p-1")).isFalse();
    }

    @Test
    void refusesALinkOfAnotherIntegration() {
        Batch foreign = new Batch(run).links(link("other", "p-1", Map.of()));

        assertThatThrownBy(() -> settle(foreign))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Run 1 of integration \"tribe\" cannot write a link of \"other\".");
        assertThat(store.links().count("other")).isZero();
    }

    private void settle(Batch batch) {
        store.runs().settle(batch.settlement());
    }

    private boolean dirty(String key) {
        return store.links().find("tribe", key).orElseThrow().dirty();
    }

    private static List<Link> links(int count) {
        return keys(0, count).stream().map(Samples::link).toList();
    }

    private static List<String> keys(int from, int to) {
        return IntStream.range(from, to).mapToObj(number -> "p-" + number).toList();
    }
}
