package dev.kith.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.spi.Connector;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.Contact;
import dev.kith.spi.ContactLookup;
import dev.kith.spi.ContactSource;
import dev.kith.testkit.DirectContext;
import dev.kith.testkit.sim.Routes;
import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MembersConnectorTest {
    @Test
    void readsTheList() throws IOException {
        Routes routes = new Routes()
                .add("GET", "/list", r -> SimAnswer.text(200, "text/plain", "7;anna@example.org;Anna;yes\n8;;;no"));
        try (SimServer server = SimServer.start(0, routes);
                Connector connector = open(server.port())) {
            assertThat(connector.check()).isEmpty();
            List<Contact> contacts =
                    ((ContactSource) connector).readAll(Optional.empty()).contacts();
            assertThat(contacts).extracting(Contact::key).containsExactly("7", "8");
            assertThat(contacts.get(0).labels()).containsExactly("Newsletter");
        }
    }

    private static Connector open(int port) {
        String url = "http://127.0.0.1:" + port + "/list";
        MembersFactory factory = new MembersFactory();
        return factory.open(DirectContext.of(factory, Map.of("listUrl", url)));
    }

    @Test
    void looksUpByKeyAndSaysWhatIsWrong() throws IOException {
        Routes routes = new Routes()
                .add("GET", "/list", r -> SimAnswer.text(200, "text/plain", "7;anna@example.org;Anna;yes\nnonsense"));
        try (SimServer server = SimServer.start(0, routes);
                Connector connector = open(server.port())) {
            assertThat(connector.check())
                    .containsExactly("The list has lines without four parts. Correct it at its source.");
            assertThat(connector.describe()).isNotNull();
        }
        try (SimServer server = SimServer.start(0, new Routes());
                Connector connector = open(server.port())) {
            assertThatThrownBy(() -> ((ContactLookup) connector).fetch(List.of("7")))
                    .isInstanceOf(ConnectorException.class)
                    .hasMessage("Members list: reading it failed: answered 404. Check the setting listUrl.");
        }
    }

    @Test
    void isTheExampleOfTheChapter() throws IOException {
        String chapter = Files.readString(Path.of("../../README.md"));
        Matcher blocks = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL).matcher(chapter);
        String sources = source("MembersFactory") + source("MembersConnector") + source("MembersConnectorTest");
        int count = 0;
        while (blocks.find()) {
            count++;
            assertThat(flat(sources)).contains(flat(blocks.group(1)));
        }
        assertThat(count).isEqualTo(4);
    }

    private static String source(String name) throws IOException {
        return Files.readString(Path.of("src/test/java/dev/kith/example/" + name + ".java"));
    }

    /** The chapter's lines may be indented and broken otherwise. */
    private static String flat(String code) {
        return code.replaceAll("\\s+", "");
    }
}
