package dev.kith.web.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.engine.store.InboxEvent;
import dev.kith.engine.store.Store;
import dev.kith.web.demo.DemoHome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Kills {@code kith serve} with SIGKILL at random moments while a full sync runs and events pour in, and starts it again;
 * in the end nothing that was acknowledged may be lost, and both systems must agree.
 *
 * <ol>
 *   <li>each round starts the program, asks for a full sync of everything and kills it up to some seconds later, one in
 *       five while it starts; the CRM goes on changing all the time, and sends its events until they are acknowledged
 *   <li>after the last one it is started once more, and all becomes quiet
 *   <li>the inbox, its counts and the profiles are checked, and another full sync must find nothing to write
 * </ol>
 */
final class KillRounds implements AutoCloseable {
    private static final int CONTACTS = 90;
    private static final int LONGEST_LIFE_MILLIS = 2500;
    private static final int ONE_IN_KILLED_STARTING = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String INTEGRATION = "/api/v1/integrations/" + DemoHome.INTEGRATION;

    private final long seed;
    private final Random random;
    private final RunningKith kith;
    private final Relay relay;
    private final PouringChanges changes;
    private int duringRuns;
    private int starting;

    KillRounds(Path folder, long seed) {
        this.seed = seed;
        random = new Random(seed);
        kith = RunningKith.prepare(folder, CONTACTS, seed);
        relay = new Relay(seed);
        kith.tribe().send("PUT", "/_sim/switches", "{\"T27\":\"typed\",\"T31\":\"present\",\"T32\":\"http\"}");
        kith.addToSettings("events:\n  address: " + relay.address() + "\n  newContacts: immediately");
        kith.addToSettings("runs: {bulk: off}");
        // Each kill leaves up to twenty profiles of which nobody knows who made them; fifty kills are more than pass
        // unasked.
        kith.addToSettings("guard: {count: 1000000}");
        Stage.fault(kith.apsisOne(), "{\"endpoint\":\"*\",\"slowMillis\":3}");
        changes = new PouringChanges(kith, random);
    }

    /** All rounds and the checks; says what happened. */
    void run(int rounds) throws IOException, InterruptedException {
        System.out.println("kill rounds: seed " + seed);
        try (ServeProcess first = serve()) {
            Answer enabled = first.rest().post(INTEGRATION + "/enable", "{}");
            assertThat(enabled.status()).as(enabled.text()).isEqualTo(200);
        }
        changes.pour();
        for (int round = 1; round <= rounds; round++) {
            round();
        }
        try (ServeProcess last = serve()) {
            relay.to(last.url());
            changes.stop();
            checkProfiles(last);
            relay.toNobody();
        }
        checkInbox(rounds);
    }

    private void round() throws IOException, InterruptedException {
        kith.replaceInSettings("bulk: off", "bulk: now");
        kith.replaceInSettings("bulk: on", "bulk: now");
        kith.replaceInSettings("bulk: now", random.nextInt(3) == 0 ? "bulk: on" : "bulk: off");
        if (random.nextInt(ONE_IN_KILLED_STARTING) == 0) {
            kill(ServeProcess.launch(kith.home().dir(), Map.of()));
            starting++;
            return;
        }
        ServeProcess serving = serve();
        relay.to(serving.url());
        serving.rest().post(INTEGRATION + "/runs", "{\"kind\":\"full\",\"force\":true}");
        kill(serving.process());
        relay.toNobody();
    }

    private void kill(Process process) throws InterruptedException {
        boolean ended = process.waitFor(random.nextInt(LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS);
        assertThat(ended).as("seed %d: kith serve ends by itself", seed).isFalse();
        process.destroyForcibly().waitFor();
    }

    private ServeProcess serve() throws IOException {
        ServeProcess serving = ServeProcess.start(kith.home().dir(), Map.of());
        if (serving.lastRun().equals("running") || serving.lastRun().equals("interrupted")) {
            duringRuns++;
        }
        return serving;
    }

    private void checkProfiles(ServeProcess last) {
        await().atMost(PATIENCE).until(() -> isQuiet(last));
        assertAgreement(last);
        Answer begun = last.rest().post(INTEGRATION + "/runs", "{\"kind\":\"full\"}");
        assertThat(begun.status()).as(begun.text()).isEqualTo(201);
        await().atMost(PATIENCE).until(() -> last.lastRun().equals("completed"));
        JsonNode run =
                last.rest().get(INTEGRATION + "/runs").json().path("runs").path(0);
        assertThat(run.findPath("created").asInt() + run.findPath("updated").asInt())
                .as("seed %d: writes of another full sync: %s", seed, run)
                .isZero();
        assertAgreement(last);
    }

    /** With what Kith knows of those who differ. */
    private void assertAgreement(ServeProcess last) {
        List<String> differences = changes.differences();
        String known = differences.stream()
                .map(difference -> difference.substring(0, difference.indexOf(' ')))
                .map(key -> key + ": "
                        + last.rest().get(INTEGRATION + "/contacts/" + key).text() + " "
                        + events(last, key))
                .collect(Collectors.joining("\n"));
        assertThat(differences).as("seed %d\n%s", seed, known).isEmpty();
    }

    private static List<JsonNode> events(ServeProcess last, String key) {
        List<JsonNode> events = new ArrayList<>();
        JsonNode page = last.rest().get(INTEGRATION + "/inbox?limit=500").json();
        while (!page.path("events").isEmpty()) {
            page.path("events").forEach(event -> {
                if (event.path("subjectId").asText().equals(key)) {
                    events.add(event);
                }
            });
            long before = page.path("nextBefore").asLong(1);
            page = last.rest()
                    .get(INTEGRATION + "/inbox?limit=500&before=" + before)
                    .json();
        }
        return events;
    }

    private boolean isQuiet(ServeProcess last) {
        String run = last.lastRun();
        return kith.tribe().get("/_sim/deliveries").json().path("waiting").asInt() == 0
                && relay.isEmpty()
                && !run.equals("running")
                && !run.equals("queued")
                && !run.equals("interrupted")
                && last.rest()
                                .get(INTEGRATION + "/inbox")
                                .json()
                                .findPath("pending")
                                .asInt()
                        == 0;
    }

    private void checkInbox(int rounds) {
        try (Store store = Store.open(kith.home().data().resolve("kith.db"), Clock.systemUTC())) {
            List<InboxEvent> rows =
                    store.inboxReads().list(DemoHome.INTEGRATION, Optional.empty(), Integer.MAX_VALUE, Long.MAX_VALUE);
            List<Relay.Acknowledged> acknowledged = relay.acknowledged();
            assertThat(History.problems(
                            acknowledged,
                            rows,
                            store.inboxReads().counts(DemoHome.INTEGRATION),
                            store.inboxReads().countedAnew(DemoHome.INTEGRATION)))
                    .as("seed %d", seed)
                    .isEmpty();
            assertThat(acknowledged).isNotEmpty();
            assertThat(relay.otherAnswers()).as("answers but 202").isEmpty();
            System.out.println("kill rounds: " + rounds + " kills, " + duringRuns + " of them during a run, " + starting
                    + " while starting; " + acknowledged.size() + " events acknowledged, " + rows.size()
                    + " received, none lost; " + changes.optedOut().size() + " opt-outs kept; seed " + seed);
        }
    }

    @Override
    public void close() {
        changes.close();
        kith.close();
        relay.close();
    }
}
