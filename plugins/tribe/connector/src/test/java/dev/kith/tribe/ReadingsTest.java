package dev.kith.tribe;

import static dev.kith.tribe.SimulatedTribe.read;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.spi.Contact;
import dev.kith.spi.Reading;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Readings against the simulator and its switches. */
class ReadingsTest {
    private SimulatedTribe tribe;

    @BeforeEach
    void start() throws IOException {
        tribe = new SimulatedTribe();
    }

    @AfterEach
    void stop() {
        tribe.close();
    }

    @ParameterizedTest
    @CsvSource({"retry-after", "plain"})
    void waitsWhenTheServiceLimitsCalls(String way) { // T42
        tribe.set("T42", way);
        var context = tribe.context(Map.of());
        // The simulator's clock goes on by itself; a pause of the connector ends at once, so the limit ends with it.
        context.onPause(() -> tribe.send("DELETE", "/_sim/switches", ""));
        var connector = (TribeConnector) new TribeFactory().open(context);
        assertThat(read(connector, Reading.all())).hasSize(SimulatedTribe.PERSONS);
        assertThat(context.pauses()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"null", "equal"})
    void readsWhatIsNewOrChangedSince(String mutationDate) { // T10
        tribe.set("T10", mutationDate);
        String made = tribe.newPerson("");
        JsonNode moved = withContact();
        String contact = moved.path("contacts").get(0).path("id").asText();
        tribe.send(
                "PATCH",
                "/_sim/persons/" + moved.path("id").asText(),
                "{\"contacts\":[{\"id\":\"" + contact + "\",\"department\":\"Changed\"}]}");
        Map<String, Contact> read = read(tribe.connector(Map.of()), Reading.changedSince(Instant.now()));
        assertThat(read).containsOnlyKeys(made, moved.path("id").asText());
        assertThat(requireNonNull(read.get(moved.path("id").asText())).values()).containsEntry("department", "Changed");
        assertThat(read(tribe.connector(Map.of()), Reading.createdSince(Instant.now())))
                .containsOnlyKeys(made);
    }

    private JsonNode withContact() {
        return tribe.dump().values().stream()
                .filter(p -> p.path("contacts").size() == 1)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void losesNobodyOfTheSameMomentAtTheEdgeOfAPage() { // equal timestamps
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            made.add(tribe.newPerson(""));
        }
        Reading since = Reading.createdSince(Instant.now());
        assertThat(read(tribe.connector(Map.of("pageSize", "2")), since)).containsOnlyKeys(made);
        tribe.set("T8", "refused");
        assertThat(read(tribe.connector(Map.of("pageSize", "2")), since)).containsOnlyKeys(made);
    }

    @Test
    void readsTheMembersOfACondition() { // D37
        tribe.newPerson(",\"FirstName\":\"O'Brien\"");
        TribeConnector connector = tribe.connector(Map.of("lists", Map.of("irish", "startswith(FirstName,'o''br')")));
        assertThat(read(connector, Reading.membersOf("condition:irish"))).hasSize(1);
        assertThatThrownBy(() -> read(connector, Reading.membersOf("condition:gone")))
                .hasMessageContaining("there is no saved list \"condition:gone\" any more");
    }

    @Test
    void readsContactRowsAsContactsOfTheirOwn() { // D1
        TribeConnector connector = tribe.connector(Map.of("record", "contact"));
        Map<String, Contact> read = read(connector, Reading.all());
        Map<String, JsonNode> rows = new LinkedHashMap<>();
        tribe.dump()
                .values()
                .forEach(p ->
                        p.path("contacts").forEach(c -> rows.put(c.path("id").asText(), c)));
        assertThat(read.keySet()).containsExactlyInAnyOrderElementsOf(rows.keySet());
        rows.forEach((id, row) -> assertThat(Optional.ofNullable(
                        requireNonNull(read.get(id)).values().get("contactEmail")))
                .isEqualTo(Optional.of(row.path("email").asText(""))
                        .filter(e -> !row.path("email").isNull())));
        assertThat(connector.fetch(List.copyOf(rows.keySet()).subList(0, 3))).hasSize(3);
        JsonNode person = withContact();
        tribe.send("PATCH", "/_sim/persons/" + person.path("id").asText(), "{\"FirstName\":\"Anders\"}");
        assertThat(read(connector, Reading.changedSince(Instant.now())))
                .containsOnlyKeys(person.path("contacts").get(0).path("id").asText());
    }

    @Test
    void keepsFourCallsInFlightAtMost() { // T42
        TribeConnector connector = tribe.connector(Map.of());
        tribe.fault("\"contains\":\"/Relationship_Person?\",\"hold\":true");
        var reading = CompletableFuture.supplyAsync(() -> read(connector, Reading.all()));
        await().until(() ->
                tribe.json(tribe.send("GET", "/_sim/faults", "")).path("held").asInt() == Lanes.COUNT);
        tribe.send("DELETE", "/_sim/faults", "");
        assertThat(reading.join()).hasSize(SimulatedTribe.PERSONS);
    }
}
