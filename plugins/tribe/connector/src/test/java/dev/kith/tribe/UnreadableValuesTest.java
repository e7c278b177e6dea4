package dev.kith.tribe;

import static dev.kith.tribe.ScriptedTribe.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.spi.Contact;
import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimRequest;
import java.io.IOException;
import java.text.MessageFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnreadableValuesTest {
    private static final String ID = "11111111-1111-4111-8111-111111111111";

    private final Logger logger = Logger.getLogger("dev.kith.testkit");
    private final Recorder recorder = new Recorder();

    @BeforeEach
    void record() {
        logger.addHandler(recorder);
    }

    @AfterEach
    void stop() {
        logger.removeHandler(recorder);
    }

    @Test
    void areLoggedOncePerPageByKeyAndFieldWithoutTheValue() throws IOException {
        try (ScriptedTribe tribe = new ScriptedTribe().otherwise(UnreadableValuesTest::answer);
                TribeConnector connector = (TribeConnector) tribe.connector(Map.of())) {
            List<Contact> contacts = connector.readAll(Optional.empty()).contacts();
            assertThat(contacts)
                    .singleElement()
                    .satisfies(c -> assertThat(c.values())
                            .containsEntry("lastName", "Vries")
                            .doesNotContainKeys("birthDate", "relationNumber"));
        }
        assertThat(recorder.messages)
                .containsExactly("WARNING Tribe CRM: 2 values were left out because they are not of their field's type:"
                        + " birthDate of contact " + ID + ", relationNumber of contact " + ID);
    }

    private static SimAnswer answer(SimRequest request) {
        String path = request.variable("path");
        if (path.equals("$metadata")) {
            return SimAnswer.text(200, "application/xml", Metadatas.SMALL);
        }
        boolean first = request.parameter("$skip").equals(Optional.of("0"));
        return path.equals("Relation_Person") && first
                ? rows(Map.of("ID", ID, "LastName", "Vries", "BirthDate", "31-12-1990", "Number", "seven"))
                : rows();
    }

    private static final class Recorder extends Handler {
        final List<String> messages = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                messages.add(entry.getLevel() + " " + MessageFormat.format(entry.getMessage(), entry.getParameters()));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
