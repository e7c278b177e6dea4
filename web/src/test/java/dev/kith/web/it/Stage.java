package dev.kith.web.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.engine.store.Run;
import dev.kith.engine.sync.CrashPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Both simulators once for a whole test class, and for each test a host that knows nothing yet, an audience without
 * profiles, and the shipped rules.
 *
 * <ol>
 *   <li>the class says {@code @RegisterExtension private static final Stage stage = Stage.with(20);}
 *   <li>before its first test the simulators start, in a folder of their own
 *   <li>before each test {@link #startOver} forgets everything; the host isn't open yet, so a test may change rules and
 *       settings before it says {@link #open}
 *   <li>after its last test all is closed, and the folder deleted
 * </ol>
 */
final class Stage implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback, AutoCloseable {
    private final int contacts;
    private final Clock clock;
    private final boolean kept;
    private @Nullable Path folder;
    private @Nullable RunningKith kith;
    private @Nullable StageFiles files;

    private Stage(int contacts, Clock clock, boolean kept) {
        this.contacts = contacts;
        this.clock = requireNonNull(clock, "clock");
        this.kept = kept;
    }

    static Stage with(int contacts) {
        return with(contacts, Clock.systemUTC());
    }

    static Stage with(int contacts, Clock clock) {
        return new Stage(contacts, clock, false);
    }

    /** Goes on from test to test instead of starting over before each. */
    Stage keptBetweenTests() {
        return new Stage(contacts, clock, true);
    }

    /** Starts the simulators; a test that sets its own stage also closes it. */
    Stage set() {
        try {
            folder = Files.createTempDirectory("kith-stage");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        kith = RunningKith.prepare(folder, contacts, 1, clock);
        files = new StageFiles(kith.home());
        return this;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        set();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (!kept) {
            startOver();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    /** Forgets everything a test before may have left. */
    Stage startOver() {
        kith().closeHost();
        files().reset();
        clearFaults();
        // Else those that a test before has registered would tell this test's host of changes, deletions too.
        kith().tribe().send("DELETE", "/_sim/webhooks", "");
        kith().apsisDump().keySet().forEach(key -> kith().apsisOne().send("DELETE", "/_sim/profiles/" + key, ""));
        forgetCalls();
        return this;
    }

    /** A file of cases for the rules of this test. */
    void writeCases(String yaml) {
        files().writeCases(yaml);
    }

    /** Leaves changed rules alone until they are activated, as a home does that isn't a demonstration. */
    Stage activatingByHand() {
        kith().replaceInSettings("activate: on-change", "activate: by-hand");
        return this;
    }

    String shippedRule(String file) {
        return files().shippedRule(file);
    }

    RunningKith kith() {
        return requireNonNull(kith, "the stage isn't set");
    }

    private StageFiles files() {
        return requireNonNull(files, "the stage isn't set");
    }

    /** Lets the CRM tell of changes; contacts that are new get their profile at once, unless the test says otherwise. */
    Stage realTime(String newContacts) {
        switches("{\"T31\": \"present\", \"T32\": \"http\"}");
        kith().addToSettings(
                        "events:\n  address: http://127.0.0.1:" + kith().fixPort() + "\n  newContacts: " + newContacts);
        return this;
    }

    /** Sets what the simulated CRM answers where its documents leave it open; the others go back to their defaults. */
    void switches(String json) {
        kith().tribe().send("DELETE", "/_sim/switches", "");
        assertThat(kith().tribe().send("PUT", "/_sim/switches", json).status()).isLessThan(300);
    }

    /** Opens, and waits until the CRM knows whom to tell. */
    Stage openListening() {
        return open().listen();
    }

    Stage listen() {
        assertThat(kith().post("/enable", "{}").status()).isEqualTo(200);
        return this;
    }

    /** Waits until the CRM told of all it has to tell, whether anybody heard it or not. */
    void awaitTold() {
        Awaitility.await()
                .until(() -> kith().tribe()
                                .get("/_sim/deliveries")
                                .json()
                                .path("waiting")
                                .asInt()
                        == 0);
    }

    /** Waits until everything the CRM told of was worked on. */
    void awaitQuiet() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            JsonNode told = kith().tribe().get("/_sim/deliveries").json();
            return told.path("waiting").asInt() == 0
                    && inbox().path("counts").path("pending").asInt() == 0;
        });
    }

    /** How real time goes, by REST. */
    JsonNode inbox() {
        return kith().get("/inbox").json().path("status");
    }

    long counted(String state) {
        return inbox().path("counts").path(state).asLong();
    }

    Stage open() {
        kith().open();
        return this;
    }

    Stage openCrashingAt(CrashPoint crash) {
        kith().open(crash);
        return this;
    }

    /** The conditions file with these rules; none: every contact is in scope. */
    Stage conditions(String... rules) {
        kith().writeRule("conditions.drl", text("conditions.drl", rules));
        return this;
    }

    Stage mappings(String... rules) {
        kith().writeRule("mappings.drl", text("mappings.drl", rules));
        return this;
    }

    Stage consents(String... rules) {
        kith().writeRule("consents.drl", text("consents.drl", rules));
        return this;
    }

    /** A file of the rule set with these rules. */
    static String text(String file, String... rules) {
        return "package tribe." + file.replace(".drl", "")
                + "\nimport crm.Contact\nimport static dev.kith.rules.Fn.*\n\n" + String.join("\n", rules);
    }

    static String rule(String name, String constraint, String action) {
        return "rule \"" + name + "\"\nwhen\n    contact : Contact( " + constraint + " )\nthen\n    " + action
                + "\nend\n";
    }

    /** Lets the calls of one simulator fail. */
    static void fault(Client simulator, String json) {
        assertThat(simulator.post("/_sim/faults", json).status()).isEqualTo(204);
    }

    void clearFaults() {
        kith().tribe().send("DELETE", "/_sim/faults", "");
        kith().apsisOne().send("DELETE", "/_sim/faults", "");
    }

    /** A full sync that must complete. */
    Run sync() {
        Run run = kith().fullSync();
        assertThat(run.cause()).isEmpty();
        assertThat(run.state().word()).isEqualTo("completed");
        return run;
    }

    void assertDumpEqualsTheOracle() {
        assertThat(Dump.differences(Oracle.profiles(persons()), dump())).isEmpty();
    }

    /** The oracle knows no consent that was given before: a withdrawn one is as good as none. */
    void assertDumpEqualsTheOracleButForOptOuts() {
        Map<String, Oracle.Profile> found = new TreeMap<>();
        dump().forEach((key, profile) -> found.put(
                key,
                new Oracle.Profile(
                        profile.attributes(),
                        profile.consents().stream()
                                .filter(consent -> !consent.endsWith("opt-out"))
                                .collect(Collectors.toSet()))));
        assertThat(Dump.differences(Oracle.profiles(persons()), found)).isEmpty();
    }

    Map<String, Oracle.Profile> dump() {
        return Dump.profiles(List.copyOf(kith().apsisDump().values()));
    }

    /** The profile of a person who has one. */
    Oracle.Profile profile(String person) {
        return requireNonNull(dump().get(person), person);
    }

    List<JsonNode> persons() {
        return List.copyOf(kith().tribePersons().values());
    }

    /** Makes a person with customer type A unless said otherwise, and returns the id. */
    String person(String json) {
        Answer answer = kith().tribe().post("/_sim/persons", json);
        assertThat(answer.status()).as(answer.text()).isLessThan(300);
        return answer.json().path("id").asText();
    }

    void change(String person, String json) {
        Answer answer = kith().tribe().send("PATCH", "/_sim/persons/" + person, json);
        assertThat(answer.status()).as(answer.text()).isLessThan(300);
    }

    String firstName(String person) {
        return profile(person).attributes().getOrDefault("First name", "");
    }

    /** The id of the first contact row of a person. */
    String contactRow(String person) {
        return kith().tribe()
                .get("/_sim/persons/" + person)
                .json()
                .at("/contacts/0/id")
                .asText();
    }

    void label(String person, String label) {
        assertThat(kith().tribe()
                        .send("PUT", "/_sim/persons/" + person + "/labels/" + label, "")
                        .status())
                .isLessThan(300);
    }

    void unlabel(String person, String label) {
        assertThat(kith().tribe()
                        .send("DELETE", "/_sim/persons/" + person + "/labels/" + label, "")
                        .status())
                .isLessThan(300);
    }

    /** As if the person had clicked "unsubscribe". */
    void optOut(String person, String topic, String channel) {
        String body = "{\"crm_id\":\"" + person + "\",\"topic\":\"" + topic + "\",\"channel\":\"com.apsis1.channels."
                + channel + "\"}";
        Answer answer = kith().apsisOne().post("/_sim/opt-out", body);
        assertThat(answer.status()).as(answer.text()).isLessThan(300);
    }

    /** Calls of a simulator by route, since the test began or {@link #forgetCalls}. */
    Map<String, Long> calls(Client simulator) {
        Map<String, Long> calls = new TreeMap<>();
        simulator
                .get("/_sim/calls")
                .json()
                .properties()
                .forEach(e -> calls.put(e.getKey(), e.getValue().asLong()));
        return calls;
    }

    List<String> audienceWrites() {
        List<String> writes = new ArrayList<>();
        calls(kith().apsisOne()).keySet().stream()
                .filter(route -> !route.startsWith("GET ") && !route.contains("/oauth/token"))
                .forEach(writes::add);
        return writes;
    }

    void forgetCalls() {
        kith().tribe().send("DELETE", "/_sim/calls", "");
        kith().apsisOne().send("DELETE", "/_sim/calls", "");
    }

    /** The host and the simulators end, and their folder goes. */
    @Override
    public void close() {
        if (kith != null) {
            kith.close();
        }
        if (folder != null) {
            StageFiles.deleteAll(folder);
        }
    }
}
