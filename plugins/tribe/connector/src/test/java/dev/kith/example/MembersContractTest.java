package dev.kith.example;

import dev.kith.spi.ConnectorFactory;
import dev.kith.spi.Subject;
import dev.kith.testkit.contract.LookupContract;
import dev.kith.testkit.contract.SourceContract;
import dev.kith.testkit.contract.TestedCrm;
import dev.kith.testkit.sim.Routes;
import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimServer;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;

class MembersContractTest {
    @Nested
    class AsSource extends SourceContract {
        @Override
        protected TestedCrm start() throws IOException {
            return new ServedMembers();
        }
    }

    @Nested
    class AsLookup extends LookupContract {
        @Override
        protected TestedCrm start() throws IOException {
            return new ServedMembers();
        }
    }

    /** A list with three members, served over HTTP. */
    private static final class ServedMembers implements TestedCrm {
        private final Map<String, String> members = new TreeMap<>();
        private final SimServer server;

        private ServedMembers() throws IOException {
            Set.of("7", "8", "9").forEach(key -> members.put(key, "m" + key + "@example.org;Name;yes"));
            server = SimServer.start(
                    0, new Routes().add("GET", "/list", r -> SimAnswer.text(200, "text/plain", lines())));
        }

        private synchronized String lines() {
            return members.entrySet().stream()
                    .map(member -> member.getKey() + ";" + member.getValue())
                    .collect(Collectors.joining("\n"));
        }

        @Override
        public ConnectorFactory factory() {
            return new MembersFactory();
        }

        @Override
        public Map<String, ?> settings() {
            return Map.of("listUrl", "http://127.0.0.1:" + server.port() + "/list");
        }

        @Override
        public Map<String, ?> wrongSettings() {
            return Map.of("listUrl", "http://127.0.0.1:" + server.port() + "/another");
        }

        @Override
        public synchronized Set<String> contactKeys() {
            return Set.copyOf(members.keySet());
        }

        @Override
        public synchronized void change(String contactKey) {
            members.put(contactKey, "m" + contactKey + "@example.org;Another name;yes");
        }

        @Override
        public synchronized void remove(String contactKey) {
            members.remove(contactKey);
        }

        @Override
        public Subject subject(String contactKey) {
            return new Subject("member", contactKey);
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
