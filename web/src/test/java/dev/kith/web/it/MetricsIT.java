package dev.kith.web.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MetricsIT {
    @RegisterExtension
    private static final Stage stage = Stage.with(20);

    @Test
    void prometheusIsToldOfEveryIntegration() {
        stage.open().sync();

        String text = stage.kith().rest().get("/metrics").text();

        assertThat(text)
                .contains("kith_events_received_total{integration=\"tribe\"} 0.0")
                .contains("kith_events{integration=\"tribe\",state=\"pending\"} 0.0")
                .contains("kith_events_balanced{integration=\"tribe\"} 1.0")
                .contains("kith_event_lag_seconds{integration=\"tribe\"} 0.0")
                .contains("kith_full_sync_due{integration=\"tribe\"} 0.0")
                .contains("kith_contacts{integration=\"tribe\"} 20.0");
    }
}
