package dev.kith.apsisone;

import dev.kith.spi.Connector;
import dev.kith.spi.ConnectorContext;
import dev.kith.spi.ConnectorFactory;
import dev.kith.spi.Role;
import dev.kith.spi.Setting;
import java.util.List;

/** Names APSIS One and its settings, and opens connectors to it. */
public final class ApsisOneFactory implements ConnectorFactory {

    @Override
    public String kind() {
        return "apsis-one";
    }

    @Override
    public String title() {
        return "APSIS One";
    }

    @Override
    public Role role() {
        return Role.AUDIENCE;
    }

    @Override
    public List<Setting> settings() {
        return Account.SETTINGS;
    }

    @Override
    public Connector open(ConnectorContext context) {
        return new ApsisOneConnector(Account.of(context.settings()), context);
    }
}
