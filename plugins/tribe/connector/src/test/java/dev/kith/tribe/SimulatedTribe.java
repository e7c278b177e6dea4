package dev.kith.tribe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.spi.Contact;
import dev.kith.spi.ContactPage;
import dev.kith.spi.OptInLabel;
import dev.kith.spi.Reading;
import dev.kith.testkit.DirectContext;
import dev.kith.testkit.sim.Routes;
import dev.kith.testkit.sim.SimServer;
import dev.kith.tribe.sim.Client;
import dev.kith.tribe.sim.TribeSystem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;

/** The simulator in this process, and connectors to it. */
final class SimulatedTribe implements AutoCloseable {
    /** The custom fields of the simulator under the names of the shipped rule set. */
    static final Map<String, String> FIELDS = dev.kith.tribe.sim.model.CustomFields.ids();

    static final int PERSONS = 260;
    private static final Map<Integer, byte[]> STATES = new ConcurrentHashMap<>();

    private final HttpClient client = HttpClient.newHttpClient();
    private final SimServer server;

    SimulatedTribe() throws IOException {
        this(PERSONS);
    }

    SimulatedTribe(int persons) throws IOException {
        TribeSystem system = new TribeSystem(Client.DEFAULT, Clock.systemUTC());
        system.load(new ByteArrayInputStream(STATES.computeIfAbsent(persons, SimulatedTribe::seeded)));
        Routes routes = new Routes();
        system.addRoutes(routes);
        server = SimServer.start(0, routes);
    }

    /** Making the persons takes longer than a test, so it is done once. */
    private static byte[] seeded(int persons) {
        TribeSystem system = new TribeSystem(Client.DEFAULT, Clock.systemUTC());
        system.seed(7, persons);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            system.save(out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    DirectContext context(Map<String, ?> more) {
        return DirectContext.of(new TribeFactory(), settings(more));
    }

    Map<String, Object> settings(Map<String, ?> more) {
        String url = "http://127.0.0.1:" + server.port();
        Map<String, Object> settings = new HashMap<>(Map.of(
                "apiUrl", url,
                "authUrl", url,
                "clientId", Client.DEFAULT.id(),
                "clientSecret", Client.DEFAULT.secret(),
                "fields", FIELDS));
        settings.putAll(more);
        return settings;
    }

    TribeConnector connector(Map<String, ?> more) {
        return (TribeConnector) new TribeFactory().open(context(more));
    }

    /** Reads all pages, with a change after each; the last version of each contact by its key. */
    static Map<String, Contact> readAll(TribeConnector connector, IntConsumer change) {
        Map<String, Contact> read = new LinkedHashMap<>();
        ContactPage page = connector.readAll(Optional.empty());
        for (int number = 1; ; number++) {
            page.contacts().forEach(c -> read.put(c.key(), c));
            if (page.next().isEmpty()) {
                return read;
            }
            change.accept(number);
            page = connector.readAll(page.next());
        }
    }

    /** Reads all pages of a reading; the last version of each contact by its key. */
    static Map<String, Contact> read(TribeConnector connector, Reading reading) {
        Map<String, Contact> read = new LinkedHashMap<>();
        Optional<String> cursor = Optional.empty();
        do {
            ContactPage page = connector.read(reading, cursor);
            page.contacts().forEach(c -> read.put(c.key(), c));
            cursor = page.next();
        } while (cursor.isPresent());
        return read;
    }

    /** The id of the label of this name. */
    static String label(TribeConnector connector, String name) {
        return connector.describe().labels().stream()
                .filter(l -> l.name().equals(name))
                .map(OptInLabel::id)
                .findFirst()
                .orElseThrow();
    }

    /** The reading of the members of the saved list of this title. */
    static Reading membersOf(TribeConnector connector, String title) {
        return connector.describe().savedLists().stream()
                .filter(l -> l.title().equals(title))
                .map(l -> Reading.membersOf(l.key()))
                .findFirst()
                .orElseThrow();
    }

    /** Switches what the documents leave open, by the number it has there. */
    void set(String name, String value) {
        send("PUT", "/_sim/switches", "{\"" + name + "\":\"" + value + "\"}");
    }

    /** The id of a new person with the last name New, and these members besides, each with a comma before it. */
    String newPerson(String members) {
        return json(send("POST", "/_sim/persons", "{\"LastName\":\"New\"" + members + "}"))
                .path("id")
                .asText();
    }

    /** Every person as the simulator has it, in the order of their ids. */
    Map<String, JsonNode> dump() {
        Map<String, JsonNode> persons = new LinkedHashMap<>();
        for (String line : send("GET", "/_sim/persons", "").lines().toList()) {
            JsonNode person = json(line);
            persons.put(person.path("id").asText(), person);
        }
        return persons;
    }

    List<String> ids() {
        return List.copyOf(dump().keySet());
    }

    JsonNode calls() {
        return json(send("GET", "/_sim/calls", ""));
    }

    /** Makes the next call whose address contains a text go wrong. */
    void fault(String members) {
        send("POST", "/_sim/faults", "{\"endpoint\":\"GET /v1/odata/{path*}\"," + members + "}");
    }

    /** The status of a call by a client other than the connector under test. */
    int asClient(String method, String path, String body) {
        DirectContext context = context(Map.of());
        try (Lanes lanes = new Lanes()) {
            return new TribeApi(context, TribeSettings.of(context.settings()), lanes)
                    .send("calling", method, path, body.isEmpty() ? Optional.empty() : Optional.of(json(body)))
                    .status();
        }
    }

    String send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(
                        method + " " + path + " answered " + response.statusCode() + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
