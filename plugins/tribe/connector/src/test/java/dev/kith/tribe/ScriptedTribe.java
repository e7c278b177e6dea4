package dev.kith.tribe;

import dev.kith.spi.Connector;
import dev.kith.testkit.DirectContext;
import dev.kith.testkit.sim.Routes;
import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimHandler;
import dev.kith.testkit.sim.SimRequest;
import dev.kith.testkit.sim.SimServer;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that answers what a test tells it, for answers that the simulator never gives. */
final class ScriptedTribe implements AutoCloseable {
    final List<SimRequest> tokenRequests = new CopyOnWriteArrayList<>();
    final List<SimRequest> requests = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<SimAnswer> tokenAnswers = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<SimAnswer> answers = new ConcurrentLinkedQueue<>();
    private final Lanes lanes = new Lanes();
    private final SimServer server;
    private SimHandler handler = request -> SimAnswer.json(404, Map.of());

    ScriptedTribe() throws IOException {
        Routes routes =
                new Routes().add("POST", "/oauth2/token", this::token).add("GET", "/v1/odata/{path*}", this::odata);
        server = SimServer.start(0, routes);
    }

    /** Answers tokens in this order, then with a good one. */
    ScriptedTribe tokens(SimAnswer... next) {
        tokenAnswers.addAll(List.of(next));
        return this;
    }

    /** Answers in this order, then by the handler. */
    ScriptedTribe answers(SimAnswer... next) {
        answers.addAll(List.of(next));
        return this;
    }

    ScriptedTribe otherwise(SimHandler next) {
        handler = next;
        return this;
    }

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    DirectContext context(Map<String, ?> more) {
        Map<String, Object> settings = new HashMap<>(
                Map.of("apiUrl", url(), "authUrl", url(), "clientId", "kith", "clientSecret", "s3cr3t+&"));
        settings.putAll(more);
        return DirectContext.of(new TribeFactory(), settings);
    }

    TribeApi api(DirectContext context) {
        return new TribeApi(context, TribeSettings.of(context.settings()), lanes);
    }

    TribeApi api() {
        return api(context(Map.of()));
    }

    Connector connector(Map<String, ?> more) {
        return new TribeFactory().open(context(more));
    }

    static SimAnswer goodToken(String value) {
        return SimAnswer.json(200, Map.of("access_token", value, "token_type", "bearer", "expires_in", 3600));
    }

    static SimAnswer html(int status) {
        return SimAnswer.text(status, "text/html", "<!DOCTYPE html><html><body>Bad Gateway</body></html>");
    }

    static SimAnswer rows(Object... rows) {
        return SimAnswer.json(200, Map.of("value", List.of(rows)));
    }

    private SimAnswer token(SimRequest request) {
        tokenRequests.add(request);
        SimAnswer next = tokenAnswers.poll();
        return next == null ? goodToken("token-" + tokenRequests.size()) : next;
    }

    private SimAnswer odata(SimRequest request) throws IOException {
        requests.add(request);
        SimAnswer next = answers.poll();
        return next == null ? handler.handle(request) : next;
    }

    @Override
    public void close() {
        lanes.close();
        server.close();
    }
}
