package dev.kith.example;

import dev.kith.spi.Connector;
import dev.kith.spi.ConnectorContext;
import dev.kith.spi.ConnectorFactory;
import dev.kith.spi.Role;
import dev.kith.spi.Setting;
import java.util.List;

/** Names the example's kind of system. */
public final class MembersFactory implements ConnectorFactory {
    @Override
    public String kind() {
        return "members";
    }

    @Override
    public String title() {
        return "Members list";
    }

    @Override
    public Role role() {
        return Role.CRM;
    }

    @Override
    public List<Setting> settings() {
        return List.of(Setting.required("listUrl", Setting.Type.URL, "Where the list is."));
    }

    @Override
    public Connector open(ConnectorContext context) {
        return new MembersConnector(context);
    }
}
