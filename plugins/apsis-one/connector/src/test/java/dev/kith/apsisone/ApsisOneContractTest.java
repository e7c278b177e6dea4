package dev.kith.apsisone;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.spi.Channel;
import dev.kith.spi.ConnectorFactory;
import dev.kith.spi.ConsentState;
import dev.kith.testkit.contract.BulkContract;
import dev.kith.testkit.contract.ConnectorContract;
import dev.kith.testkit.contract.EraserContract;
import dev.kith.testkit.contract.ExporterContract;
import dev.kith.testkit.contract.MergerContract;
import dev.kith.testkit.contract.ReaderContract;
import dev.kith.testkit.contract.SinkContract;
import dev.kith.testkit.contract.TaggerContract;
import dev.kith.testkit.contract.TestedAudience;
import dev.kith.testkit.contract.TestedSystem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;

/** What every connector to an audience promises, kept by the one to APSIS One. */
class ApsisOneContractTest {

    @Nested
    class AsConnector extends ConnectorContract {
        @Override
        protected TestedSystem start() throws IOException {
            return new ApsisOneAccount();
        }
    }

    @Nested
    class AsSink extends SinkContract {
        @Override
        protected TestedAudience start() throws IOException {
            return new ApsisOneAccount();
        }
    }

    @Nested
    class AsBulkSink extends BulkContract {
        @Override
        protected TestedAudience start() throws IOException {
            return new ApsisOneAccount();
        }
    }

    @Nested
    class AsReader extends ReaderContract {
        @Override
        protected TestedAudience start() throws IOException {
            return new ApsisOneAccount();
        }
    }

    @Nested
    class AsExporter extends ExporterContract {
        @Override
        protected TestedAudience start() throws IOException {
            return new ApsisOneAccount();
        }
    }

    @Nested
    class AsMerger extends MergerContract {
        private final ApsisOneAccount account = new ApsisOneAccount();

        AsMerger() throws IOException {}

        @Override
        protected TestedAudience start() {
            return account;
        }

        @Override
        protected void makeStranger(String address, String optedOutOf, String optedInTo) {
            account.scene.sim(
                    "POST",
                    "/profiles",
                    "{\"keys\":{\"email\":[\"" + address + "\"]},\"consents\":[" + consent(optedOutOf, "opt-out") + ","
                            + consent(optedInTo, "opt-in") + "]}");
        }

        private String consent(String topic, String type) {
            return "{\"topic\":\"" + account.scene.name(topic) + "\",\"channel\":\"email\",\"type\":\"" + type + "\"}";
        }
    }

    @Nested
    class AsTagger extends TaggerContract {
        private final ApsisOneAccount account = new ApsisOneAccount();

        AsTagger() throws IOException {}

        @Override
        protected TestedAudience start() {
            return account;
        }

        @Override
        protected Set<String> tagsOf(String profileKey) {
            return Set.copyOf(account.scene.tags(profileKey));
        }
    }

    @Nested
    class AsEraser extends EraserContract {
        @Override
        protected TestedAudience start() throws IOException {
            return new ApsisOneAccount();
        }
    }

    private static final class ApsisOneAccount implements TestedAudience {
        private final Scene scene = Scene.start();

        private ApsisOneAccount() throws IOException {}

        @Override
        public ConnectorFactory factory() {
            return new ApsisOneFactory();
        }

        @Override
        public Map<String, ?> settings() {
            return scene.settings();
        }

        @Override
        public Map<String, ?> wrongSettings() {
            Map<String, String> settings = new HashMap<>(scene.settings());
            settings.put("clientSecret", "not-the-secret");
            return settings;
        }

        @Override
        public Optional<Map<String, String>> attributes(String profileKey) {
            JsonNode profile = profile(profileKey);
            if (!profile.has("sections")) {
                return Optional.empty();
            }
            Map<String, String> attributes = new HashMap<>();
            scene.attributes(profileKey)
                    .properties()
                    .forEach(e -> attributes.put(e.getKey(), e.getValue().asText()));
            return Optional.of(attributes);
        }

        @Override
        public List<ConsentState> consents(String profileKey) {
            List<ConsentState> states = new ArrayList<>();
            if (profile(profileKey).has("sections")) {
                scene.consents(profileKey)
                        .forEach(consent -> states.add(new ConsentState(
                                consent.path("topic_discriminator").asText(),
                                consent.path("channel_discriminator").asText().equals("com.apsis1.channels.email")
                                        ? Channel.EMAIL
                                        : Channel.SMS,
                                !consent.path("type").asText().equals("opt-out"),
                                Optional.empty())));
            }
            return states;
        }

        private JsonNode profile(String profileKey) {
            return Scene.json(scene.sim("GET", "/profiles/" + profileKey, ""));
        }

        @Override
        public void optOut(String profileKey, String subscription, Channel channel) {
            scene.sim(
                    "POST",
                    "/opt-out",
                    "{\"crm_id\":\"" + profileKey + "\",\"topic\":\"" + scene.name(subscription) + "\",\"channel\":\""
                            + (channel == Channel.EMAIL ? "email" : "sms") + "\"}");
        }

        @Override
        public void remove(String profileKey) {
            scene.sim("DELETE", "/profiles/" + profileKey, "");
        }

        @Override
        public void close() {
            scene.close();
        }
    }
}
