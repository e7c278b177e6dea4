package dev.kith.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kith.spi.Connector;
import dev.kith.spi.ConnectorException;
import dev.kith.testkit.DirectContext;
import java.io.IOException;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Starts the system before each test, opens a connector to it, and closes both afterwards. */
public abstract class Contract<S extends TestedSystem> {
    S system;
    DirectContext context;
    Connector connector;

    /** Starts the system anew. */
    protected abstract S start() throws IOException;

    @BeforeEach
    final void openConnector() throws IOException {
        system = start();
        context = DirectContext.of(system.factory(), system.settings());
        connector = system.factory().open(context);
    }

    @AfterEach
    final void closeConnector() {
        connector.close();
        system.close();
    }

    /** As after a restart of the host: another connector, which remembers nothing. */
    final void reopen() {
        connector.close();
        context = DirectContext.of(system.factory(), system.settings());
        connector = system.factory().open(context);
    }

    /** The connector as one of its capabilities. */
    final <T> T as(Class<T> capability) {
        if (!capability.isInstance(connector)) {
            throw new AssertionError("The connector doesn't implement " + capability.getSimpleName()
                    + ". Leave its contract out, or implement it.");
        }
        return capability.cast(connector);
    }

    static void assertFails(ThrowingCallable call, ConnectorException.Kind... kinds) {
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(call)
                .satisfies(e -> org.assertj.core.api.Assertions.assertThat(e.kind())
                        .as(e.getMessage())
                        .isIn(Arrays.asList(kinds)));
    }
}
