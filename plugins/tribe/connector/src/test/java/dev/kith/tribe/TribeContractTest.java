package dev.kith.tribe;

import dev.kith.spi.ConnectorFactory;
import dev.kith.spi.Subject;
import dev.kith.spi.WebhookDelivery;
import dev.kith.testkit.contract.ConnectorContract;
import dev.kith.testkit.contract.LabelContract;
import dev.kith.testkit.contract.LookupContract;
import dev.kith.testkit.contract.SourceContract;
import dev.kith.testkit.contract.TestedCrm;
import dev.kith.testkit.contract.TestedSystem;
import dev.kith.testkit.contract.WebhookContract;
import dev.kith.tribe.sim.Client;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;

/** What every connector to a CRM promises, kept by the one to Tribe CRM. */
class TribeContractTest {

    @Nested
    class AsConnector extends ConnectorContract {
        @Override
        protected TestedSystem start() throws IOException {
            return new Tribe();
        }
    }

    @Nested
    class AsSource extends SourceContract {
        @Override
        protected TestedCrm start() throws IOException {
            return new Tribe();
        }
    }

    @Nested
    class AsLookup extends LookupContract {
        @Override
        protected TestedCrm start() throws IOException {
            return new Tribe();
        }
    }

    @Nested
    class AsWebhookSource extends WebhookContract {
        @Override
        protected TestedCrm start() throws IOException {
            return new Tribe();
        }
    }

    @Nested
    class AsConsentWriter extends LabelContract {
        @Override
        protected TestedCrm start() throws IOException {
            return new Tribe();
        }

        @Override
        protected String missingKey() {
            return "b7000000-0000-4000-8000-00000000dead";
        }
    }

    private static final class Tribe implements TestedCrm {
        private static final String SECRET = "contract-secret";

        private final SimulatedTribe simulator = new SimulatedTribe();
        private final AtomicInteger changes = new AtomicInteger();

        private Tribe() throws IOException {}

        @Override
        public ConnectorFactory factory() {
            return new TribeFactory();
        }

        @Override
        public Map<String, ?> settings() {
            return simulator.settings(Map.of("pageSize", "50"));
        }

        @Override
        public Map<String, ?> wrongSettings() {
            return simulator.settings(Map.of("clientSecret", "not-" + Client.DEFAULT.secret()));
        }

        @Override
        public Set<String> contactKeys() {
            return simulator.dump().keySet();
        }

        @Override
        public void change(String contactKey) {
            String name = "Changed " + changes.incrementAndGet();
            simulator.send("PATCH", "/_sim/persons/" + contactKey, "{\"FirstName\":\"" + name + "\"}");
        }

        @Override
        public void remove(String contactKey) {
            simulator.send("DELETE", "/_sim/persons/" + contactKey, "");
        }

        @Override
        public Subject subject(String contactKey) {
            return new Subject(Subjects.ENTITY, contactKey);
        }

        @Override
        public WebhookDelivery delivery(String contactKey) {
            byte[] body = ("{\"webhookId\":\"6f1d2c3b-0000-4000-8000-000000000001\",\"payload\":{\"entityId\":\""
                            + contactKey + "\"}}")
                    .getBytes(StandardCharsets.UTF_8);
            Map<String, List<String>> headers = Map.of("x-signature", List.of(Signature.HMAC.of(SECRET, body)));
            return new WebhookDelivery(headers, body, Set.of(SECRET));
        }

        @Override
        public void close() {
            simulator.close();
        }
    }
}
