package dev.kith.web.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsIT {
    @Test
    void prometheusIsToldOfEveryIntegration(@TempDir Path folder) {
        try (Stage stage = new Stage(folder, 20)) {
            RunningKith kith = stage.startOver().open().kith();
            kith.fullSync();

            String text = kith.rest().get("/metrics").text();

            assertThat(text)
                    .contains("kith_events_received_total{integration=\"tribe\"} 0.0")
                    .contains("kith_events{integration=\"tribe\",state=\"pending\"} 0.0")
                    .contains("kith_events_balanced{integration=\"tribe\"} 1.0")
                    .contains("kith_event_lag_seconds{integration=\"tribe\"} 0.0")
                    .contains("kith_contacts{integration=\"tribe\"} 20.0");
        }
    }
}
