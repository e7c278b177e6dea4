package dev.kith.tribe;

import static dev.kith.tribe.SimulatedTribe.read;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.spi.Contact;
import dev.kith.spi.LabelResult.Outcome;
import dev.kith.spi.LabelWrite;
import dev.kith.spi.Reading;
import dev.kith.spi.SavedList;
import dev.kith.spi.Webhook;
import dev.kith.testkit.DirectContext;
import dev.kith.tribe.sim.model.Switches;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All that the connector does, against the default and every other value of every switch of the simulator: T1 to T44. What
 * needs more than this, such as the ways of a webhook call, has tests of its own.
 */
class EverySwitchTest {
    private static final URI TARGET = URI.create("https://kith.test/webhooks/tribe");

    private SimulatedTribe tribe;
    private DirectContext context;
    private TribeConnector connector;
    private String person = "";

    @BeforeEach
    void start() throws IOException {
        tribe = new SimulatedTribe(25);
        tribe.send("POST", "/_sim/labels/events", "{}");
        person = tribe.newPerson(",\"FirstName\":\"A+B c\",\"labels\":[\"events\"],\"loyaltyPoints\":7,"
                + "\"contacts\":[{\"organisation\":\"X\",\"email\":\"a@example.com\"}]");
        Map<String, String> fields = new HashMap<>(SimulatedTribe.FIELDS);
        fields.put("externalId", "ImportId");
        context = tribe.context(Map.of(
                "pageSize",
                "10",
                "fields",
                fields,
                "labels",
                Map.of("low", "events"),
                "lists",
                Map.of("plus", "FirstName eq 'A+B c'"),
                "views",
                "true"));
        context.onPause(() -> tribe.send("DELETE", "/_sim/switches", "")); // only the limit of calls makes it pause
        connector = (TribeConnector) new TribeFactory().open(context);
    }

    @AfterEach
    void stop() {
        connector.close();
        tribe.close();
    }

    static Stream<Arguments> all() {
        return Switches.values().entrySet().stream()
                .flatMap(s -> s.getValue().stream().map(value -> Arguments.of(s.getKey(), value)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void doesTheSameWhateverTheServiceDoes(String name, String value) {
        tribe.set(name, value);
        Map<String, JsonNode> dump = tribe.dump();
        assertThat(connector.check()).isEmpty();
        List<SavedList> lists = connector.describe().savedLists();
        assertThat(lists.stream().anyMatch(l -> l.key().startsWith("view:"))).isEqualTo(value.equals("members"));
        Map<String, Contact> read = read(connector, Reading.all());
        assertThat(read.keySet()).containsExactlyInAnyOrderElementsOf(dump.keySet());
        read.values().forEach(contact -> assertAsExpected(contact, dump, name + value));

        tribe.send("POST", "/_sim/tokens/expire", "");
        assertThat(read(connector, Reading.changedSince(Instant.now()))).containsOnlyKeys(person);
        assertThat(read(connector, Reading.createdSince(Instant.now()))).containsOnlyKeys(person);
        assertThat(read(connector, Reading.membersOf("condition:plus"))).containsOnlyKeys(person);
        assertMembers(dump);
        assertThat(connector.fetch(List.of(person))).hasSize(1);
        assertLabelIsWritten(value.equals("none") && name.equals("T23"));
        assertWebhooksAreRegisteredOnce();
        assertThat(context.pauses().isEmpty()).isEqualTo(!name.equals("T42") || value.equals("none"));
        assertThat(tribe.calls().has("PATCH /v1/odata/{path*}")).isFalse(); // T22
    }

    /** But for what the switch is about. */
    private static void assertAsExpected(Contact contact, Map<String, JsonNode> dump, String way) {
        JsonNode expected = requireNonNull(dump.get(contact.key()));
        switch (way) {
            case "T44true" -> {
                // Whoever has relationships is former and opted out then: no label counts.
                boolean bound = !expected.path("relationships").isEmpty();
                assertThat(contact.allLabels()).hasSameSizeAs(Expected.allLabels(expected));
                assertThat(contact.labels())
                        .isEqualTo(bound ? List.of() : Expected.labels(expected, Map.of("events", "low")));
            }
            case "T10equal" ->
                assertThat(contact.labels()).isEqualTo(Expected.labels(expected, Map.of("events", "low")));
            default -> Expected.assertSame(contact, expected, Map.of("events", "low"));
        }
    }

    private void assertMembers(Map<String, JsonNode> dump) {
        for (String label : List.of("Newsletter", "low", "Events")) {
            Reading list = SimulatedTribe.membersOf(connector, "Label: " + label);
            List<String> expected = dump.entrySet().stream()
                    .filter(e -> Expected.allLabels(e.getValue()).contains(label.equals("low") ? "events" : label))
                    .map(Map.Entry::getKey)
                    .toList();
            assertThat(read(connector, list).keySet()).isNotEmpty().containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private void assertLabelIsWritten(boolean refused) {
        String label = SimulatedTribe.label(connector, "Newsletter");
        assertThat(connector
                        .write(new LabelWrite(person, Set.of(label), Set.of()))
                        .get(0)
                        .outcome())
                .isEqualTo(refused ? Outcome.REFUSED : Outcome.WRITTEN);
        assertThat(connector.fetch(List.of(person)).get(0).allLabels().contains("Newsletter"))
                .isEqualTo(!refused);
    }

    private void assertWebhooksAreRegisteredOnce() {
        List<Webhook> hooks = connector.subscribe(TARGET, Map.of("X-A", "b"));
        assertThat(hooks)
                .extracting(Webhook::topic)
                .contains("Relation.Person", "Label")
                .doesNotHaveDuplicates();
        assertThat(connector.subscribe(TARGET, Map.of())).hasSameSizeAs(hooks);
        hooks.forEach(h -> connector.unsubscribe(h.id()));
        assertThat(connector.webhooks()).isEmpty();
    }
}
