package dev.kith.tribe.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StateTest {

    private static byte[] saved(TribeSystem system) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        system.save(out);
        return out.toByteArray();
    }

    private static TribeSystem fresh() {
        return new TribeSystem(Client.DEFAULT, new RunningSim.HandClock());
    }

    @Test
    void theSameSeedMakesTheSameData() throws Exception {
        TribeSystem one = fresh();
        one.seed(42, 200);
        TribeSystem two = fresh();
        two.seed(42, 200);
        TribeSystem other = fresh();
        other.seed(43, 200);
        assertThat(saved(one)).isEqualTo(saved(two)).isNotEqualTo(saved(other));
    }

    @Test
    void comesBackAsItWas() throws Exception {
        try (RunningSim sim = new RunningSim(9, 150)) {
            String id = sim.dump().get(3).path("id").asText();
            sim.send("POST", "/_sim/persons/" + id + "/hide", "");
            sim.newPerson("{\"LastName\":\"Nieuw 🎉\",\"creditLimit\":12.50,\"labels\":[\"Events\"]}");
            String before = sim.plain("/_sim/persons").body();
            byte[] state = saved(sim.system);
            sim.system.seed(1, 3);
            sim.system.load(new ByteArrayInputStream(state));
            assertThat(sim.plain("/_sim/persons").body()).isEqualTo(before);
            assertThat(saved(sim.system)).isEqualTo(state);
            assertThat(sim.send("POST", "/_sim/persons/" + id + "/show", "").statusCode())
                    .isEqualTo(204);
        }
    }

    @Test
    void keepsSwitchesWebhooksAndActivities() throws Exception {
        try (RunningSim sim = new RunningSim(9, 5)) {
            String id = sim.dump().get(3).path("id").asText();
            sim.send("POST", "/_sim/persons/" + id + "/activities", "");
            sim.send("PUT", "/_sim/switches", "{\"T7\":\"cap-3\",\"T36\":\"422\",\"T30\":\"value\"}");
            sim.send(
                    "POST",
                    "/v1/webhooks",
                    "{\"entityType\":\"e0d6534a-cc84-4cf7-bdc5-d32f9311c09e\",\"webhookUrl\":\"https://kith.test/a\","
                            + "\"headers\":[{\"name\":\"X-A\",\"value\":\"b\"}]}");
            String hooks = sim.send("GET", "/v1/webhooks", "").body();
            String secrets = sim.plain("/_sim/webhooks").body();
            byte[] state = saved(sim.system);
            sim.send("DELETE", "/_sim/switches", "");
            sim.system.switchTo("T36", "403");
            sim.system.load(new ByteArrayInputStream(state));
            assertThat(sim.send("GET", "/v1/webhooks", "").body())
                    .isEqualTo(hooks)
                    .contains("e0d6534a-cc84");
            assertThat(sim.plain("/_sim/webhooks").body()).isEqualTo(secrets);
            assertThat(sim.rows("Relation_Person")).hasSize(3);
            // What the command line says is newer than the file.
            assertThat(sim.send("DELETE", "/v1/odata/Relation_Person(" + id + ")", "")
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void saysThatAFileIsDamaged() {
        byte[] broken = "{\"seed\":1,\"rows\":[{\"type\":\"Nothing\",\"id\":\"x\"}]}".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> fresh().load(new ByteArrayInputStream(broken)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged");
    }
}
