package dev.kith.web.host;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.home.Home;
import dev.kith.engine.home.HomeSettings;
import dev.kith.engine.home.ServerSettings;
import dev.kith.engine.sync.Engine;
import dev.kith.engine.sync.EngineOptions;
import dev.kith.web.http.HostNames;
import dev.kith.web.http.Problems;
import dev.kith.web.http.QuietStart;
import dev.kith.web.http.RequestRules;
import dev.kith.web.http.Route;
import dev.kith.web.http.SafetyHeaders;
import dev.kith.web.page.Pages;
import dev.kith.web.rest.ConsentRoutes;
import dev.kith.web.rest.ContactRoutes;
import dev.kith.web.rest.DifferenceRoutes;
import dev.kith.web.rest.InboxRoutes;
import dev.kith.web.rest.IntegrationRoutes;
import dev.kith.web.rest.ListRoutes;
import dev.kith.web.rest.MetricsRoute;
import dev.kith.web.rest.PluginRoutes;
import dev.kith.web.rest.RefusalLimit;
import dev.kith.web.rest.RowRoutes;
import dev.kith.web.rest.RuleFileRoutes;
import dev.kith.web.rest.RuleRoutes;
import dev.kith.web.rest.RunRoutes;
import dev.kith.web.rest.RunStarts;
import dev.kith.web.rest.RunWatch;
import dev.kith.web.rest.ServiceRoutes;
import dev.kith.web.rest.StagedRoutes;
import dev.kith.web.rest.WebhookRoutes;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.staticfiles.Location;
import io.javalin.util.JavalinBindException;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** The running program: the engine with REST and the page on a loopback port. */
public final class Host implements AutoCloseable {
    private final Engine engine;
    private final ServerSettings server;
    private final RunWatch watch = new RunWatch();
    private final Javalin javalin;
    private volatile HostNames names;

    private Host(Engine engine, ServerSettings server, Clock clock) {
        this.engine = engine;
        this.server = server;
        this.names = new HostNames(server.names(), server.port());
        Pages pages = new Pages(engine, new RunStarts(), watch, clock);
        List<Route> routes = Stream.concat(pages.routes().stream(), rest(engine, watch, clock).stream())
                .toList();
        this.javalin = Javalin.create(config -> configure(config, pages, routes));
    }

    /**
     * Opens the home's engine, resumes interrupted runs and serves.
     *
     * @throws HostException when the port can't be had
     */
    public static Host start(Home home, HomeSettings settings, EngineOptions options) {
        Engine engine = Engine.open(home, settings, options);
        Host host = new Host(engine, settings.server(), options.clock());
        try {
            host.listen();
            engine.start();
            return host;
        } catch (RuntimeException e) {
            host.close();
            throw e;
        }
    }

    /** The routes of REST, in the order of the chapter in README.md. */
    static List<Route> rest(Engine engine, RunWatch watch, Clock clock) {
        return Stream.of(
                        new IntegrationRoutes(engine).routes(),
                        new RuleRoutes(engine).routes(),
                        new RowRoutes(engine).routes(),
                        new RunRoutes(engine, new RunStarts(), watch).routes(),
                        new DifferenceRoutes(engine).routes(),
                        new ListRoutes(engine).routes(),
                        new ContactRoutes(engine).routes(),
                        new StagedRoutes(engine).routes(),
                        new InboxRoutes(engine).routes(),
                        new ConsentRoutes(engine).routes(),
                        new PluginRoutes(engine).routes(),
                        new WebhookRoutes(engine, new RefusalLimit(clock)).routes(),
                        new ServiceRoutes(engine).routes(),
                        new MetricsRoute(engine).routes(),
                        new RuleFileRoutes(engine).routes())
                .flatMap(List::stream)
                .toList();
    }

    private void configure(JavalinConfig config, Pages pages, List<Route> routes) {
        QuietStart.of(config);
        config.http.prefer405over404 = true;
        config.http.maxRequestSize = 1_000_000;
        // Progress is followed for as long as a run takes.
        config.http.asyncTimeout = 0;
        config.staticFiles.enableWebjars();
        config.staticFiles.add(files -> {
            files.hostedPath = "/assets";
            files.directory = "/dev/kith/web/assets";
            files.location = Location.CLASSPATH;
        });
        config.routes.before(new SafetyHeaders());
        config.routes.before(new RequestRules(() -> names));
        new Problems(pages).install(config.routes);
        config.routes.get("/favicon.ico", new Favicon());
        routes.forEach(route -> config.routes.addHttpHandler(route.method(), route.path(), route.handler()));
    }

    private void listen() {
        try {
            javalin.start(server.host(), server.port());
            names = new HostNames(server.names(), port());
        } catch (JavalinBindException e) {
            throw new HostException(
                    "Port " + server.port() + " on " + server.host() + " can't be had: another program, "
                            + "perhaps another Kith, listens there. Stop it, or change server.port in kith.yaml (0 takes any "
                            + "free port).");
        }
    }

    public Engine engine() {
        return engine;
    }

    public int port() {
        return javalin.port();
    }

    public String url() {
        return "http://" + requireNonNull(server.host()) + ":" + port();
    }

    @Override
    public void close() {
        watch.close();
        javalin.stop();
        engine.close();
    }
}
