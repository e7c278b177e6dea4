package dev.kith.engine.sync;

import static dev.kith.engine.sync.Given.contact;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.engine.rules.ManagedConsent;
import dev.kith.engine.store.EventSource;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.LinkConsent;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunCounts;
import dev.kith.engine.store.RunKind;
import dev.kith.engine.store.Settlement;
import dev.kith.engine.store.Store;
import dev.kith.spi.Contact;
import dev.kith.spi.ProfileSink;
import dev.kith.spi.Reading;
import dev.kith.spi.Urgency;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeSearchTest {
    private static final Instant SINCE = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path folder;

    private final MemoryCrm crm = new MemoryCrm();
    private final SteppingClock clock = new SteppingClock();
    private final List<String> told = new ArrayList<>();
    private final ProfileSink sink = new MemoryAudience();
    private Store store;

    @BeforeEach
    void open() {
        store = Store.open(folder.resolve("kith.db"), clock);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aContactThatIsFoundTwiceGetsOneEventAndOneThatIsAsItWasGetsNone() {
        remember(contact("anna"), false);
        remember(contact("ben", "Newsletter"), true);
        crm.read = reading -> reading.scope() == Reading.Scope.MEMBERS
                ? List.of(contact("anna", "Newsletter"), contact("ben", "Newsletter"))
                : List.of(contact("anna", "Newsletter"), contact("new"));
        assertThat(search(Map.of("Newsletter", "label:1"), Given.MANAGED, () -> false))
                .isTrue();
        assertThat(told).containsExactly("anna", "new");
        assertThat(crm.readings)
                .containsExactly(
                        Reading.changedSince(SINCE.minus(Duration.ofMinutes(15))), Reading.membersOf("label:1"));
    }

    @Test
    void aConsentOfTwoLabelsIsMissedOnlyByWhoIsAMemberOfNeither() {
        Managed either = new Managed(Set.of(), Map.of(Given.NEWS_EMAIL, Set.of("News", "Offers")));
        remember(contact("anna", "News"), true);
        remember(contact("ben", "Offers"), true);
        remember(contact("carl", "News"), true);
        remember(contact("dora"), false);
        crm.read = reading -> switch (reading.list().orElse("")) {
            case "label:1" -> List.of(contact("anna", "News"));
            case "label:2" -> List.of(contact("ben", "Offers"));
            default -> List.of();
        };
        assertThat(search(Map.of("News", "label:1", "Offers", "label:2"), either, () -> false))
                .isTrue();
        assertThat(told).containsExactly("carl");
    }

    @Test
    void aLabelThatHasNoListSaysNothingOfWhoHasItsConsent() {
        remember(contact("anna", "Newsletter"), true);
        assertThat(search(Map.of(), Given.MANAGED, () -> false)).isTrue();
        assertThat(told).isEmpty();
    }

    @Test
    void aSearchThatIsStoppedSaysSoAndTakesNobodyForGone() {
        remember(contact("anna", "Newsletter"), true);
        int[] pages = {0};
        assertThat(search(Map.of("Newsletter", "label:1"), Given.MANAGED, () -> pages[0]++ > 0))
                .isFalse();
        assertThat(told).isEmpty();
    }

    private boolean search(Map<String, String> lists, Managed managed, BooleanSupplier stop) {
        EventTools tools = new EventTools(
                crm,
                crm,
                contact -> Given.outOfScope(new ManagedConsent[0]),
                managed,
                Given.planner(),
                Given.AUDIENCE,
                new Delivery(sink, Optional.empty(), new Patience(Duration.ZERO, clock, clock), Urgency.NOW),
                lists);
        return new ChangeSearch(
                        new ChangeSearch.Purpose(
                                "tribe",
                                new Differences(store.links(), "tribe", EventSource.CATCH_UP),
                                clock.instant()),
                        store.links(),
                        tools,
                        crm::read,
                        stop,
                        found -> found.events()
                                .forEach(event -> told.add(event.subject().id())))
                .since(SINCE);
    }

    private void remember(Contact contact, boolean granted) {
        Memory memory = new Memory(Given.unknown(contact.key()))
                .decided(true, Hashes.of(contact), "v1")
                .hasProfile(true);
        Link link = granted
                ? memory.consents(
                                Map.of(Given.NEWS_EMAIL_KEY, new LinkConsent(true, Optional.empty(), Optional.empty())))
                        .link()
                : memory.link();
        Run run = store.runs().create("tribe", RunKind.DRY_RUN, false, "v1");
        store.runs().claim(run.id(), "host", Duration.ofMinutes(1));
        store.runs()
                .settle(new Settlement(
                        run.id(),
                        "host",
                        List.of(link),
                        List.of(),
                        List.of(),
                        RunCounts.ZERO,
                        Optional.empty(),
                        OptionalLong.empty(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of()));
    }
}
