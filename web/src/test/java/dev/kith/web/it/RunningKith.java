package dev.kith.web.it;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.kith.engine.home.Home;
import dev.kith.engine.home.HomeSettings;
import dev.kith.engine.home.ServerSettings;
import dev.kith.engine.plugin.Waiting;
import dev.kith.engine.store.Run;
import dev.kith.engine.sync.CrashPoint;
import dev.kith.engine.sync.EngineOptions;
import dev.kith.engine.sync.Integration;
import dev.kith.web.command.Shell;
import dev.kith.web.demo.DemoHome;
import dev.kith.web.demo.SimClient;
import dev.kith.web.demo.Simulator;
import dev.kith.web.demo.Simulators;
import dev.kith.web.host.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Kith as the demo sets it up: both simulators as processes, a home, and the host in this JVM on a free port.
 *
 * <ol>
 *   <li>{@link #prepare} starts the simulators and makes the home; rules and settings may be changed now
 *   <li>{@link #open} starts the host
 *   <li>{@link #restart} closes it and opens it again on the same home
 *   <li>{@link #close} ends everything
 * </ol>
 */
public final class RunningKith implements AutoCloseable {
    private static final String API = "/api/v1/integrations/" + DemoHome.INTEGRATION;

    private static final String CRM_ID_KEYSPACE = "com.apsis1.keyspaces.crm-id";

    private final Home home;
    private final Path distribution;
    private final Simulators simulators;
    private final Clock clock;
    private int port;
    private @Nullable Host host;

    private RunningKith(Home home, Path distribution, Simulators simulators, Clock clock) {
        this.home = home;
        this.distribution = distribution;
        this.simulators = simulators;
        this.clock = clock;
    }

    /** Starts the simulators with their state in the folder, and makes the home there. */
    public static RunningKith prepare(Path folder, int contacts, long seed) {
        return prepare(folder, contacts, seed, Clock.systemUTC());
    }

    public static RunningKith prepare(Path folder, int contacts, long seed, Clock clock) {
        Path distribution = distribution();
        Home home = Home.at(folder.resolve("home"));
        Simulators simulators = Simulators.start(distribution, home.simulators(), contacts, seed);
        new DemoHome(home, distribution).prepare(simulators);
        return new RunningKith(home, distribution, simulators, clock);
    }

    /** {@link #prepare} and {@link #open} in one. */
    public static RunningKith start(Path folder, int contacts) {
        return prepare(folder, contacts, 1).open();
    }

    /** The built program; the build names its folder. */
    public static Path distribution() {
        return Path.of(requireNonNull(
                System.getProperty("kith.distribution"),
                "kith.distribution isn't set: run this test by \"mvn verify\", which builds the distribution first"));
    }

    public RunningKith open() {
        return open(CrashPoint.none());
    }

    public RunningKith open(CrashPoint crash) {
        return open(crash, clock, Optional.empty());
    }

    /** With waits that only move clocks: this one's and the simulators'. */
    RunningKith openWith(MovedTime time) {
        return open(CrashPoint.none(), time, Optional.of(time));
    }

    private RunningKith open(CrashPoint crash, Clock time, Optional<Waiting> waiting) {
        Shell shell = new Shell(System.out, System.err, name -> null, clock, false, Optional.of(distribution));
        HomeSettings read = shell.settings(home);
        ServerSettings server = read.server();
        HomeSettings settings = new HomeSettings(server.onPort(port), read.integrations());
        EngineOptions options = shell.engineOptions(home);
        host = Host.start(
                home, settings, new EngineOptions(time, crash, options.pluginFolders(), options.env(), waiting));
        return this;
    }

    /** Takes a free port that stays the same from now on, so that webhooks can be registered for it. */
    public int fixPort() {
        if (port == 0) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = socket.getLocalPort();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return port;
    }

    public RunningKith restart() {
        closeHost();
        return open();
    }

    public void closeHost() {
        if (host != null) {
            host.close();
            host = null;
        }
    }

    public Home home() {
        return home;
    }

    public Host host() {
        return requireNonNull(host, "the host isn't open");
    }

    public Integration integration() {
        return host().engine().integration(DemoHome.INTEGRATION).orElseThrow();
    }

    /** Writes a file of the rule set, such as {@code conditions.drl}; it counts from the next {@link #open}. */
    public void writeRule(String file, String text) {
        write(home.rules(DemoHome.INTEGRATION).resolve(file), text);
    }

    /** Changes the integration's settings; they count from the next {@link #open}. */
    public void replaceInSettings(String from, String to) {
        write(settingsFile(), settings().replace(from, to));
    }

    /** Adds a setting to the integration's, such as {@code runs: {bulk: on}}; it counts from the next {@link #open}. */
    void addToSettings(String yaml) {
        write(settingsFile(), settings() + yaml + "\n");
    }

    private Path settingsFile() {
        return home.integrationsDir().resolve(DemoHome.INTEGRATION + ".yaml");
    }

    private String settings() {
        try {
            return Files.readString(settingsFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** REST and the page. */
    public Client rest() {
        return new Client(host().url());
    }

    /** GET under the integration, such as {@code /runs}. */
    public Answer get(String path) {
        return rest().get(API + path);
    }

    /** POST under the integration, such as {@code /runs}. */
    public Answer post(String path, String json) {
        return rest().post(API + path, json);
    }

    /** Replaces a file of the rule set over REST. */
    public Answer putRule(String file, String text) {
        return rest().send(
                        "PUT",
                        API + "/rules/" + file,
                        JsonNodeFactory.instance.objectNode().put("text", text).toString());
    }

    /** Starts a run over REST and returns its id. */
    public long startRun(String body) {
        Answer answer = post("/runs", body);
        if (answer.status() != 201) {
            throw new AssertionError("the run didn't start: " + answer.status() + " " + answer.text());
        }
        return answer.json().path("id").asLong();
    }

    /** A full sync over REST, from start to end. */
    public Run fullSync() {
        return awaitEnd(startRun("{\"kind\":\"full\"}"));
    }

    public Run awaitEnd(long run) {
        try {
            return integration().awaitEnd(run);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for run " + run, e);
        }
    }

    Simulators simulators() {
        return simulators;
    }

    MovedTime movedTime(Simulator... others) {
        List<SimClient> clients = new ArrayList<>(List.of(simulators.tribeClient(), simulators.apsisOneClient()));
        for (Simulator other : others) {
            clients.add(new SimClient(other.url()));
        }
        return new MovedTime(clients);
    }

    public Client tribe() {
        return new Client(simulators.tribe().toString());
    }

    public Client apsisOne() {
        return new Client(simulators.apsisOne().toString());
    }

    /** Every profile of the simulated APSIS One by its CRM id; those without one are left out. */
    public Map<String, JsonNode> apsisDump() {
        return apsisDump(apsisOne());
    }

    static Map<String, JsonNode> apsisDump(Client apsisOne) {
        Map<String, JsonNode> profiles = new TreeMap<>();
        for (JsonNode profile : apsisOne.get("/_sim/profiles").jsonLines()) {
            String crmId = profile.path("keys").path(CRM_ID_KEYSPACE).path(0).asText();
            if (!crmId.isEmpty()) {
                profiles.put(crmId, profile);
            }
        }
        return profiles;
    }

    /** Every person of the simulated Tribe CRM by id. */
    public Map<String, JsonNode> tribePersons() {
        Map<String, JsonNode> persons = new TreeMap<>();
        for (JsonNode person : tribe().get("/_sim/persons").jsonLines()) {
            persons.put(person.path("id").asText(), person);
        }
        return persons;
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closeHost();
        simulators.close();
    }
}
