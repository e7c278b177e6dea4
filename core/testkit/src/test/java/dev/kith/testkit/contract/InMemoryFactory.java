package dev.kith.testkit.contract;

import dev.kith.spi.Connector;
import dev.kith.spi.ConnectorContext;
import dev.kith.spi.ConnectorFactory;
import dev.kith.spi.Role;
import dev.kith.spi.Setting;
import java.util.List;
import java.util.function.Function;

/** Opens connectors to an {@link InMemory} system; public, so that it is found. */
public class InMemoryFactory implements ConnectorFactory {
    private final Role role;
    private final Flaw flaw;
    private final Function<ConnectorContext, Connector> opening;

    public InMemoryFactory() {
        this(Role.CRM, Flaw.NONE, context -> {
            throw new IllegalStateException("Made by a system in memory only");
        });
    }

    InMemoryFactory(Role role, Flaw flaw, Function<ConnectorContext, Connector> opening) {
        this.role = role;
        this.flaw = flaw;
        this.opening = opening;
    }

    @Override
    public String kind() {
        return "in-memory";
    }

    @Override
    public String title() {
        return "In memory";
    }

    @Override
    public Role role() {
        return role;
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                Setting.required("url", Setting.Type.URL, flaw == Flaw.EXPLAINS_NO_SETTING ? "" : "Where it is"),
                Setting.secret("secret", "What it knows us by"));
    }

    @Override
    public Connector open(ConnectorContext context) {
        return opening.apply(context);
    }
}
