package dev.kith.testkit.sim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves a simulator's routes over plain HTTP on 127.0.0.1, and its own under {@code /_sim/}: {@code GET|DELETE
 * /_sim/calls}, {@code GET|POST|DELETE /_sim/faults}. Those are neither counted nor faulted.
 */
public final class SimServer implements AutoCloseable {
    static {
        // Without it, small answers wait for the delayed acknowledgement of the peer.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(SimServer::daemon);
    private final Routes routes;
    private final Calls calls = new Calls();
    private final Faults faults = new Faults();

    private SimServer(HttpServer server, Routes routes) {
        this.server = server;
        this.routes = routes;
    }

    /**
     * Starts serving.
     *
     * @param port 0 for any free one
     * @throws IOException when the port is taken
     */
    public static SimServer start(int port, Routes routes) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        HttpServer http = HttpServer.create(new InetSocketAddress(loopback, port), 256);
        SimServer server = new SimServer(http, routes);
        server.addOwnRoutes();
        http.setExecutor(server.threads);
        http.createContext("/", server::serve);
        http.start();
        return server;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void addOwnRoutes() {
        routes.add("GET", "/_sim/calls", r -> SimAnswer.json(200, calls.snapshot()));
        routes.add("DELETE", "/_sim/calls", r -> {
            calls.reset();
            return SimAnswer.empty(204);
        });
        routes.add(
                "GET",
                "/_sim/faults",
                r -> SimAnswer.json(200, Map.of("held", faults.held(), "struck", faults.struck())));
        routes.add("POST", "/_sim/faults", r -> {
            addFault(r.text());
            return SimAnswer.empty(204);
        });
        routes.add("DELETE", "/_sim/faults", r -> {
            faults.clear();
            return SimAnswer.empty(204);
        });
    }

    /**
     * Switches a fault on.
     *
     * @param json a {@link Fault}
     * @throws IOException when it isn't one
     */
    public void addFault(String json) throws IOException {
        faults.add(SimJson.MAPPER.readValue(json, Fault.class));
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            String path = exchange.getRequestURI().getRawPath();
            Routes.Found route = routes.find(method, path);
            SimRequest request = request(exchange, route);
            if (path.startsWith("/_sim/")) {
                send(exchange, answer(route, request), Integer.MAX_VALUE);
                return;
            }
            calls.count(route.name());
            Optional<Fault> fault = faults.strike(route.name(), path + "?" + request.rawQuery());
            SimAnswer answer =
                    fault.filter(Fault::replacesAnswer).map(Fault::answer).orElseGet(() -> answer(route, request));
            if (fault.isPresent() && fault.get().drop()) {
                return;
            }
            Integer cut = fault.map(Fault::cutAfter).orElse(null);
            send(exchange, answer, cut == null ? Integer.MAX_VALUE : cut);
        }
    }

    private static SimAnswer answer(Routes.Found route, SimRequest request) {
        try {
            return route.handler().handle(request);
        } catch (SimRefusal e) {
            return e.answer();
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return SimAnswer.json(400, Map.of("error", "bad request: " + e.getMessage()));
        } catch (IOException | RuntimeException e) {
            return SimAnswer.json(500, Map.of("error", String.valueOf(e)));
        }
    }

    private static SimRequest request(HttpExchange exchange, Routes.Found route) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        String query = exchange.getRequestURI().getRawQuery();
        return new SimRequest(
                exchange.getRequestMethod(),
                route.variables(),
                exchange.getRequestURI().getRawPath(),
                query == null ? "" : query,
                headers,
                exchange.getRequestBody().readAllBytes());
    }

    /** Sends the answer; a body longer than {@code cut} bytes is cut there and the connection closed. */
    private static void send(HttpExchange exchange, SimAnswer answer, int cut) throws IOException {
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        int length = answer.body().length;
        if (length == 0) {
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        exchange.sendResponseHeaders(answer.status(), length);
        OutputStream out = exchange.getResponseBody();
        out.write(answer.body(), 0, Math.min(length, cut));
        out.flush();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "simulator");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        faults.clear();
        server.stop(0);
        threads.shutdown();
    }
}
