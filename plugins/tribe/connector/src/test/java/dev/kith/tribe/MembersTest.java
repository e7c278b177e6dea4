package dev.kith.tribe;

import static dev.kith.tribe.SimulatedTribe.membersOf;
import static dev.kith.tribe.SimulatedTribe.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.Contact;
import dev.kith.spi.Reading;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is on a label or a view, whether its path takes options or not, and pages or not (T7, T9, T40, T43). */
class MembersTest {
    private SimulatedTribe tribe;

    @BeforeEach
    void start() throws IOException {
        tribe = new SimulatedTribe(60);
    }

    @AfterEach
    void stop() {
        tribe.close();
    }

    private List<String> withNewsletter() {
        return tribe.dump().entrySet().stream()
                .filter(e -> Expected.allLabels(e.getValue()).contains("Newsletter"))
                .map(Map.Entry::getKey)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "honoured,silent,5", "honoured,next-link,5", "honoured,cap-3,5", "ignored,silent,5", "ignored,next-link,5",
        "ignored,cap-3,5", "ignored,cap-7,7", "refused,silent,5", "refused,next-link,5", "refused,cap-3,5"
    })
    void aLabelHasAllItsMembers(String options, String pages, String pageSize) { // T7, T40
        tribe.set("T40", options);
        tribe.set("T7", pages);
        List<String> expected = withNewsletter();
        assertThat(expected).hasSizeGreaterThan(8);
        for (String count : List.of("present", "absent")) { // T9
            tribe.set("T9", count);
            TribeConnector connector = tribe.connector(Map.of("pageSize", pageSize));
            assertThat(read(connector, membersOf(connector, "Label: Newsletter"))
                            .keySet())
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"ignored", "refused"})
    void aListThatMayBeCutShortIsRefused(String options) { // T40
        tribe.set("T40", options);
        tribe.set("T7", "cap-3");
        tribe.fault("\"contains\":\"expand=Entities\",\"status\":400");
        TribeConnector connector = tribe.connector(Map.of());
        Reading newsletter = membersOf(connector, "Label: Newsletter");
        assertThatThrownBy(() -> read(connector, newsletter))
                .isInstanceOf(ConnectorException.class)
                .hasMessage("Tribe CRM: reading Label/Entities failed: the service takes no options there, and nothing"
                        + " proves that its answer of 3 rows is the whole list. Use a condition of the setting lists in"
                        + " its place.");
    }

    @ParameterizedTest
    @CsvSource({"names", "404"})
    void viewsWhoseMembersCanNotBeReadAreNotOffered(String views) { // T43
        tribe.set("T43", views);
        assertThat(tribe.connector(Map.of("views", "true")).describe().savedLists())
                .noneMatch(l -> l.key().startsWith("view:"));
    }

    @Test
    void aViewHasItsMembersWhereTheServiceGivesThemOut() { // T43
        tribe.set("T43", "members");
        assertThat(tribe.connector(Map.of()).describe().savedLists())
                .noneMatch(l -> l.key().startsWith("view:"));
        TribeConnector connector = tribe.connector(Map.of("views", "true", "pageSize", "5"));
        List<String> expected = tribe.dump().entrySet().stream()
                .filter(e -> e.getValue().path("customerType").asText().equals("A"))
                .map(Map.Entry::getKey)
                .toList();
        Reading customers = membersOf(connector, "View: Klanten A");
        assertThat(expected).isNotEmpty();
        for (String options : List.of("honoured", "ignored", "refused")) {
            tribe.set("T40", options);
            assertThat(read(connector, customers).keySet()).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void aLabelOfTheSameNameInOtherLettersIsAnother() { // T17
        tribe.send("POST", "/_sim/labels/events", "{}");
        String person = tribe.newPerson(",\"labels\":[\"events\"]");
        for (String equality : List.of("case-sensitive", "case-insensitive")) {
            tribe.set("T17", equality);
            TribeConnector connector = tribe.connector(Map.of("labels", Map.of("low", "events")));
            assertThat(read(connector, membersOf(connector, "Label: low"))).containsOnlyKeys(person);
        }
    }

    @ParameterizedTest
    @CsvSource({"selected,key-1", "always,key-1", "refused,"})
    void theExternalKeyIsAFieldWhereItCanBeRead(String way, String expected) { // T39
        String person = tribe.newPerson("");
        String path = "/v1/odata/Relation_Person(" + person + ")";
        tribe.asClient("PUT", path, "{\"ImportId\":\"key-1\"}");
        tribe.set("T39", way);
        TribeConnector connector = tribe.connector(Map.of("fields", Map.of("externalId", "ImportId")));
        assertThat(connector.check()).isEmpty();
        assertThat(connector.describe().fields().stream().anyMatch(f -> f.name().equals("externalId")))
                .isEqualTo(expected != null);
        assertThat(connector.fetch(List.of(person)).get(0).values().get("externalId"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"kept", "new"})
    void aMergedPersonHasTheContactRowsOfBoth(String ids) { // T38
        tribe.set("T38", ids);
        String survivor = tribe.newPerson("");
        String loser = tribe.newPerson(",\"contacts\":[{\"organisation\":\"X\",\"email\":\"b@example.com\"}]");
        JsonNode before = tribe.json(tribe.send("GET", "/_sim/persons/" + loser, ""));
        tribe.send("POST", "/_sim/persons/merge", "{\"survivor\":\"" + survivor + "\",\"loser\":\"" + loser + "\"}");
        TribeConnector connector = tribe.connector(Map.of("record", "contact"));
        List<String> keys = read(connector, Reading.all()).values().stream()
                .filter(c -> c.email().equals(Optional.of("b@example.com")))
                .map(Contact::key)
                .toList();
        String old = before.path("contacts").get(0).path("id").asText();
        assertThat(keys).hasSize(1);
        assertThat(keys.contains(old)).isEqualTo(ids.equals("kept"));
        assertThat(tribe.connector(Map.of()).fetch(List.of(survivor)).get(0).email())
                .contains("b@example.com");
    }
}
