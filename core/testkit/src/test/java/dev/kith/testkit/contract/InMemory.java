package dev.kith.testkit.contract;

import com.sun.net.httpserver.HttpServer;
import dev.kith.spi.Connector;
import dev.kith.spi.ConnectorContext;
import dev.kith.spi.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;

/** A system kept in memory, whose connector has a flaw. It only answers whether it is there and knows the secret. */
abstract class InMemory implements TestedSystem {
    private static final String SECRET = "the right one";

    private final Role role;
    private final Flaw flaw;
    private final HttpServer server;

    InMemory(Role role, Flaw flaw) {
        this.role = role;
        this.flaw = flaw;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            boolean known = SECRET.equals(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(known ? 204 : 401, -1);
            exchange.close();
        });
        server.start();
    }

    /** Opens the connector. */
    abstract Connector open(Asking asking);

    @Override
    public final InMemoryFactory factory() {
        boolean another = flaw == Flaw.SAYS_ANOTHER_ROLE;
        Role said = another == (role == Role.CRM) ? Role.AUDIENCE : Role.CRM;
        return flaw == Flaw.IS_NOT_REGISTERED
                ? new InMemoryFactory(said, flaw, this::opened) {}
                : new InMemoryFactory(said, flaw, this::opened);
    }

    private Connector opened(ConnectorContext context) {
        Asking asking = new Asking(context, flaw);
        if (flaw == Flaw.CALLS_WHEN_OPENED) {
            asking.ask();
        }
        return open(asking);
    }

    @Override
    public final Map<String, ?> settings() {
        return settings(SECRET);
    }

    @Override
    public final Map<String, ?> wrongSettings() {
        return settings("another one");
    }

    private Map<String, String> settings(String secret) {
        return Map.of("url", "http://127.0.0.1:" + server.getAddress().getPort(), "secret", secret);
    }

    @Override
    public final void close() {
        server.stop(0);
    }
}
