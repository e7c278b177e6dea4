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
    void saysThatAFileIsDamaged() {
        byte[] broken = "{\"seed\":1,\"rows\":[{\"type\":\"Nothing\",\"id\":\"x\"}]}".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> fresh().load(new ByteArrayInputStream(broken)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged");
    }
}
