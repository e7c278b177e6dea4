package dev.kith.engine.plugin;

import dev.kith.spi.Connector;
import dev.kith.spi.ConnectorContext;
import dev.kith.spi.ConnectorFactory;
import dev.kith.spi.Role;
import dev.kith.spi.Setting;
import java.net.URI;
import java.util.List;

/** Makes contexts for a factory that lives in the test itself. */
final class TestContext {
    private TestContext() {}

    static HostContext of(String apiUrl) {
        ManualTime time = new ManualTime();
        return of("acme", apiUrl, time, new Accounts(time, time));
    }

    static HostContext of(String kind, String apiUrl, ManualTime time, Accounts accounts) {
        LoadedFactory factory = LoadedFactory.onClassPath(new InTest(kind));
        return new HostContext("tribe", factory, new UrlSettings(URI.create(apiUrl)), time, accounts, time);
    }

    private record InTest(String kind) implements ConnectorFactory {
        @Override
        public String title() {
            return "Acme CRM";
        }

        @Override
        public Role role() {
            return Role.CRM;
        }

        @Override
        public List<Setting> settings() {
            return List.of(Setting.required("apiUrl", Setting.Type.URL, "Where the API is"));
        }

        @Override
        public Connector open(ConnectorContext context) {
            throw new UnsupportedOperationException();
        }
    }
}
