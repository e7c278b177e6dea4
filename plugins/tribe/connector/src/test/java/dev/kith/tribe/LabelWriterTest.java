package dev.kith.tribe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.spi.LabelResult;
import dev.kith.spi.LabelResult.Outcome;
import dev.kith.spi.LabelWrite;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Labels written back, against each thing the service may do (T20 to T24, D30). */
class LabelWriterTest {
    private SimulatedTribe tribe;
    private TribeConnector connector;
    private String person = "";

    @BeforeEach
    void start() throws IOException {
        tribe = new SimulatedTribe();
        connector = tribe.connector(Map.of());
        person = tribe.json(tribe.send(
                        "POST", "/_sim/persons", "{\"LastName\":\"V\",\"labels\":[\"Events\",\"Christmas card\"]}"))
                .path("id")
                .asText();
    }

    @AfterEach
    void stop() {
        tribe.close();
    }

    private String id(String label) {
        return SimulatedTribe.label(connector, label);
    }

    private List<String> labels() {
        return tribe.json(tribe.send("GET", "/_sim/persons/" + person, ""))
                .path("labels")
                .findValuesAsText("name");
    }

    private LabelResult write(Set<String> add, Set<String> remove) {
        return connector.write(new LabelWrite(person, add, remove)).get(0);
    }

    @ParameterizedTest
    @CsvSource({"T23,replace", "T23,ref-only", "T21,200", "T21,204", "T22,put", "T24,not-bumped", "T24,bumped"})
    void addsAndRemovesAndLeavesTheOthers(String name, String value) { // T21, T22, T23, T24
        tribe.set(name, value);
        assertThat(write(Set.of(), Set.of(id("Events"))).outcome()).isEqualTo(Outcome.WRITTEN);
        assertThat(labels()).containsExactly("Christmas card");
        assertThat(write(Set.of(id("Newsletter")), Set.of()).outcome()).isEqualTo(Outcome.WRITTEN);
        assertThat(labels()).containsExactlyInAnyOrder("Christmas card", "Newsletter");
        assertThat(write(Set.of(id("Newsletter")), Set.of()).outcome()).isEqualTo(Outcome.ALREADY);
    }

    @Test
    void saysThatALabelCanNotBeRemoved() { // T23, D30
        tribe.set("T23", "append");
        LabelResult result = write(Set.of(), Set.of(id("Events")));
        assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(result.message()).startsWith("Tribe CRM: the label can't be changed: the service answered 501");
        assertThat(write(Set.of(id("Newsletter")), Set.of()).outcome()).isEqualTo(Outcome.WRITTEN);
        tribe.set("T23", "none");
        assertThat(write(Set.of(), Set.of(id("Events"))).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(labels()).contains("Events", "Christmas card", "Newsletter");
    }

    @Test
    void tellsAMissingContact() { // T37
        tribe.send("POST", "/_sim/persons/" + person + "/hide", "");
        assertThat(write(Set.of(id("Newsletter")), Set.of()).outcome()).isEqualTo(Outcome.NO_CONTACT);
        LabelWrite nonsense = new LabelWrite("nonsense", Set.of(id("Newsletter")), Set.of());
        assertThat(connector.write(nonsense).get(0).outcome()).isEqualTo(Outcome.NO_CONTACT);
    }

    @Test
    void goesOnAfterALostAnswer() {
        String label = id("Events");
        tribe.send("POST", "/_sim/faults", "{\"endpoint\":\"PUT /v1/odata/{path*}\",\"times\":1,\"drop\":true}");
        assertThat(write(Set.of(), Set.of(label)).outcome()).isEqualTo(Outcome.WRITTEN);
        assertThat(labels()).containsExactly("Christmas card");
    }
}
