package dev.kith.tribe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.spi.Resolution;
import dev.kith.spi.Subject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which contacts a notice concerns (T26). */
class SubjectsTest {
    private static final String NOBODY = "00000000-0000-4000-8000-00000000aaaa";

    private SimulatedTribe tribe;
    private TribeConnector connector;
    private JsonNode person;
    private String contact = "";

    @BeforeEach
    void start() throws IOException {
        tribe = new SimulatedTribe();
        connector = tribe.connector(Map.of("pageSize", "50"));
        person = tribe.dump().values().stream()
                .filter(p -> p.path("contacts").size() == 1)
                .findFirst()
                .orElseThrow();
        contact = person.path("contacts").get(0).path("id").asText();
    }

    @AfterEach
    void stop() {
        tribe.close();
    }

    private Resolution resolve(String type, String id) {
        return connector.resolve(new Subject(type, id), Optional.empty());
    }

    private String key() {
        return person.path("id").asText();
    }

    @Test
    void aPersonIsItself() {
        assertThat(resolve("Relation.Person", key())).isEqualTo(Resolution.of(List.of(key())));
        assertThat(resolve("entity", key())).isEqualTo(Resolution.of(List.of(key())));
        assertThat(resolve("Relation.Person", "nonsense").contactKeys()).isEmpty();
    }

    @Test // T26
    void aRelationshipLeadsToItsPersonInBothReadings() {
        assertThat(resolve("relationship", contact)).isEqualTo(Resolution.of(List.of(key())));
        assertThat(resolve("entity", contact)).isEqualTo(Resolution.of(List.of(key())));
        assertThat(resolve("Relationship.Person.Contact.Standard", contact)).isEqualTo(Resolution.of(List.of(key())));
    }

    @Test // T25, T26, T37
    void whatIsNotThereAsksForASweep() {
        assertThat(resolve("relationship", NOBODY)).isEqualTo(Resolution.unsure(List.of()));
        assertThat(resolve("entity", NOBODY)).isEqualTo(Resolution.unsure(List.of(NOBODY)));
        assertThat(resolve("Label", NOBODY).sweepNeeded()).isTrue();
        tribe.send("DELETE", "/_sim/contacts/" + contact, "");
        assertThat(resolve("relationship", contact).sweepNeeded()).isTrue();
    }

    @Test // T38
    void aMovedContactRowLeadsToItsNewPerson() {
        String survivor = tribe.json(tribe.send("POST", "/_sim/persons", "{\"LastName\":\"S\"}"))
                .path("id")
                .asText();
        String merge = "{\"survivor\":\"" + survivor + "\",\"loser\":\"" + key() + "\"}";
        tribe.send("POST", "/_sim/persons/merge", merge);
        assertThat(resolve("relationship", contact).contactKeys()).containsExactly(survivor);
    }

    @Test // T38
    void aContactRowWithANewIdLeavesTheOldOneUnknown() {
        tribe.set("T38", "new");
        aMergeIsMade();
        assertThat(resolve("relationship", contact).sweepNeeded()).isTrue();
    }

    private void aMergeIsMade() {
        String survivor = tribe.json(tribe.send("POST", "/_sim/persons", "{\"LastName\":\"S\"}"))
                .path("id")
                .asText();
        tribe.send("POST", "/_sim/persons/merge", "{\"survivor\":\"" + survivor + "\",\"loser\":\"" + key() + "\"}");
    }

    @Test
    void anOrganisationLeadsToItsContacts() {
        String organisation =
                person.path("contacts").get(0).path("organisation").path("id").asText();
        assertThat(all("Relation.Organization", organisation)).contains(key());
        assertThat(all("entity", organisation)).contains(key());
    }

    @Test
    void aLabelLeadsToItsMembersPartByPart() {
        JsonNode labelled = tribe.dump().values().stream()
                .filter(p -> !p.path("labels").isEmpty())
                .findFirst()
                .orElseThrow();
        String label = labelled.path("labels").get(0).path("id").asText();
        List<String> members = tribe.dump().values().stream()
                .filter(p -> p.path("labels").findValuesAsText("id").contains(label))
                .map(p -> p.path("id").asText())
                .toList();
        assertThat(all("Label", label)).containsExactlyInAnyOrderElementsOf(members);
    }

    private List<String> all(String type, String id) {
        List<String> keys = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Resolution part = connector.resolve(new Subject(type, id), cursor);
            keys.addAll(part.contactKeys());
            cursor = part.next();
        } while (cursor.isPresent());
        return keys;
    }

    @Test // D1
    void contactRowsAreNamedWhereTheyAreTheContacts() {
        connector = tribe.connector(Map.of("record", "contact"));
        assertThat(resolve("Relation.Person", key()).contactKeys()).containsExactly(contact);
        assertThat(resolve("relationship", contact).contactKeys()).containsExactly(contact);
        assertThat(resolve("relationship", NOBODY)).isEqualTo(Resolution.unsure(List.of(NOBODY)));
    }
}
