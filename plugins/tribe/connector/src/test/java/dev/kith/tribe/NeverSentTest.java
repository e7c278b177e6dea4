package dev.kith.tribe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.spi.Contact;
import dev.kith.spi.LabelWrite;
import dev.kith.spi.OptInLabel;
import dev.kith.spi.Reading;
import dev.kith.spi.SavedList;
import dev.kith.spi.Subject;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the connector leaves alone: requests that may not be understood, and annotations that say nothing. */
class NeverSentTest {
    private SimulatedTribe tribe;

    @BeforeEach
    void start() throws IOException {
        tribe = new SimulatedTribe(25);
    }

    @AfterEach
    void stop() {
        tribe.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "access_token", // T4
                "any(", // T18
                "all(",
                "('", // T41
                "%28%27",
                "+", // T16
                "%20in%20",
                "%20has%20",
                "$search",
                "$batch",
                "$apply"
            })
    void noRequestHasIt(String text) {
        tribe.send("POST", "/_sim/faults", "{\"endpoint\":\"*\",\"contains\":\"" + text + "\",\"status\":400}");
        String person = tribe.newPerson(",\"contacts\":[{\"organisation\":\"X\"}],\"labels\":[\"Events\"]");
        for (String record : List.of("person", "contact")) {
            doAll(tribe.connector(Map.of("record", record, "labelLevel", "person-and-relationships")), person);
        }
        assertThat(tribe.json(tribe.send("GET", "/_sim/faults", ""))
                        .path("struck")
                        .asInt())
                .isZero();
        assertThat(tribe.calls().has("PATCH /v1/odata/{path*}")).isFalse(); // T22
    }

    private static void doAll(TribeConnector connector, String person) {
        assertThat(connector.check()).isEmpty();
        SimulatedTribe.read(connector, Reading.all());
        SimulatedTribe.read(connector, Reading.changedSince(Instant.now()));
        for (SavedList list : connector.describe().savedLists()) {
            SimulatedTribe.read(connector, Reading.membersOf(list.key()));
        }
        List<String> keys = connector
                .resolve(new Subject("entity", person), Optional.empty())
                .contactKeys();
        assertThat(connector.fetch(keys)).hasSize(1);
        Set<String> labels = Set.copyOf(connector.describe().labels().stream()
                .map(OptInLabel::id)
                .limit(2)
                .toList());
        connector.write(new LabelWrite(keys.get(0), labels, Set.of()));
        connector.subscribe(URI.create("https://kith.test/hook"), Map.of()).forEach(h -> connector.unsubscribe(h.id()));
    }

    @Test // T13, T14, T15
    void annotationsChangeNothing() {
        Map<String, Contact> plain = SimulatedTribe.read(tribe.connector(Map.of()), Reading.all());
        tribe.set("T13", "entity");
        tribe.set("T14", "present");
        tribe.set("T15", "present");
        assertThat(SimulatedTribe.read(tribe.connector(Map.of()), Reading.all()))
                .isEqualTo(plain);
        tribe.set("T13", "type");
        tribe.set("T14", "absent");
        tribe.set("T15", "absent");
        assertThat(SimulatedTribe.read(tribe.connector(Map.of()), Reading.all()))
                .isEqualTo(plain);
    }
}
