package dev.kith.web.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Changes the simulated CRM without a pause, and opts some persons out in the audience, each once. Addresses stay unlike
 * those of others, so that every profile's end is known.
 */
final class PouringChanges implements AutoCloseable {
    private static final int OPT_OUTS = 12;
    private static final long EVERY_MILLIS = 25;
    private static final List<String> LABELS = List.of("Newsletter", "Events");

    private final RunningKith kith;
    private final Client tribe;
    private final Client apsisOne;
    private final Random random;
    private final List<String> seeded = new ArrayList<>();
    private final List<String> made = new ArrayList<>();
    private final List<String> mayOptOut = new ArrayList<>();
    private final Set<String> optedOut = new TreeSet<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final CompletableFuture<Boolean> failure = new CompletableFuture<>();
    private int number;

    /** Makes the persons that will be opted out; changes nothing else yet. */
    PouringChanges(RunningKith kith, Random random) {
        this.kith = kith;
        this.random = random;
        tribe = kith.tribe();
        apsisOne = kith.apsisOne();
        seeded.addAll(kith.tribePersons().keySet());
        for (int i = 0; i < OPT_OUTS; i++) {
            String person = create();
            label("PUT", person, "Newsletter");
            mayOptOut.add(person);
        }
    }

    void pour() {
        var unused = thread.scheduleWithFixedDelay(
                () -> {
                    try {
                        change();
                    } catch (RuntimeException | Error e) {
                        failure.completeExceptionally(e);
                        throw e;
                    }
                },
                0,
                EVERY_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    /** Ends, when the change under way is made; fails if one failed. */
    void stop() throws InterruptedException {
        thread.shutdown();
        if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new AssertionError("a change of the CRM takes more than a minute");
        }
        failure.complete(true);
        failure.join();
    }

    /** Who opted out of the newsletter by email, after having been asked to be sent it. */
    Set<String> optedOut() {
        return Set.copyOf(optedOut);
    }

    private void change() {
        switch (random.nextInt(12)) {
            case 0, 1 -> patch(anyone(), "{\"FirstName\":\"Kim" + random.nextInt(1000) + "\"}");
            case 2 -> patch(anyone(), "{\"vip\":" + random.nextBoolean() + "}");
            case 3, 4 -> label("PUT", anyone(), LABELS.get(random.nextInt(2)));
            case 5, 6 -> label("DELETE", anyone(), LABELS.get(random.nextInt(2)));
            case 7 -> made.add(create());
            case 8 -> ofMade("{\"customerType\":" + (random.nextInt(3) == 0 ? "null" : "\"A\"") + "}");
            case 9 -> ofMade("{\"EmailAddress\":\"" + address() + "\"}");
            case 10 -> delete();
            default -> optOut();
        }
    }

    private String anyone() {
        int one = random.nextInt(seeded.size() + made.size());
        return one < seeded.size() ? seeded.get(one) : made.get(one - seeded.size());
    }

    private String create() {
        Answer answer = tribe.post(
                "/_sim/persons",
                "{\"LastName\":\"Made\",\"customerType\":\"A\",\"EmailAddress\":\"" + address() + "\"}");
        check(answer);
        return answer.json().path("id").asText();
    }

    private String address() {
        number++;
        return "poured" + number + "@example.test";
    }

    private void ofMade(String json) {
        if (!made.isEmpty()) {
            patch(made.get(random.nextInt(made.size())), json);
        }
    }

    private void patch(String person, String json) {
        check(tribe.send("PATCH", "/_sim/persons/" + person, json));
    }

    private void label(String method, String person, String label) {
        check(tribe.send(method, "/_sim/persons/" + person + "/labels/" + label, ""));
    }

    private void delete() {
        if (made.size() > 10) {
            check(tribe.send("DELETE", "/_sim/persons/" + made.remove(random.nextInt(made.size())), ""));
        }
    }

    /** Once Kith has asked for the mail; before that there is no profile. */
    private void optOut() {
        if (mayOptOut.isEmpty()) {
            return;
        }
        int one = random.nextInt(mayOptOut.size());
        String person = mayOptOut.get(one);
        Answer answer = apsisOne.post(
                "/_sim/opt-out",
                "{\"crm_id\":\"" + person + "\",\"topic\":\"Newsletter\",\"channel\":\"com.apsis1.channels.email\"}");
        if (answer.status() < 300) {
            optedOut.add(person);
            mayOptOut.remove(one);
        }
    }

    private static void check(Answer answer) {
        if (answer.status() >= 300) {
            throw new AssertionError("the simulator refuses a change: " + answer.status() + " " + answer.text());
        }
    }

    /**
     * What isn't as the CRM and the opt-outs want it, one line each. Whoever is gone may keep a profile, but no consent;
     * whoever is out of scope only those whose label is still on (D9). A withdrawn consent is as good as none.
     */
    List<String> differences() {
        List<JsonNode> persons = List.copyOf(kith.tribePersons().values());
        Map<String, Oracle.Profile> wanted = new TreeMap<>(Oracle.profiles(persons));
        Map<String, Oracle.Profile> found = new TreeMap<>();
        List<String> differences = new ArrayList<>();
        Dump.profiles(List.copyOf(kith.apsisDump().values())).forEach((key, profile) -> {
            Oracle.Profile granted = new Oracle.Profile(profile.attributes(), granted(key, profile.consents()));
            if (wanted.containsKey(key)) {
                found.put(key, granted);
            } else {
                Set<String> wrong = new TreeSet<>(granted.consents());
                labels(persons, key).forEach(label -> wrong.removeIf(consent -> consent.startsWith(label + " ")));
                if (!wrong.isEmpty()) {
                    differences.add(key + " is gone or out of scope, but has " + wrong);
                }
            }
        });
        optedOut.forEach(key -> wanted.computeIfPresent(key, (same, profile) -> optedOut(profile)));
        differences.addAll(Dump.differences(wanted, found));
        return differences;
    }

    /** Names of the labels on a person; none of one who is gone. */
    private static List<String> labels(List<JsonNode> persons, String key) {
        List<String> labels = new ArrayList<>();
        for (JsonNode person : persons) {
            if (person.path("id").asText().equals(key)) {
                person.path("labels")
                        .forEach(label -> labels.add(label.path("name").asText()));
            }
        }
        return labels;
    }

    private static Oracle.Profile optedOut(Oracle.Profile profile) {
        Set<String> consents = new TreeSet<>(profile.consents());
        consents.remove("Newsletter email opt-in");
        consents.add("Newsletter email opt-out");
        return new Oracle.Profile(profile.attributes(), consents);
    }

    private Set<String> granted(String key, Set<String> consents) {
        Set<String> granted = new TreeSet<>(consents);
        granted.removeIf(consent ->
                consent.endsWith("opt-out") && !(optedOut.contains(key) && consent.equals("Newsletter email opt-out")));
        return granted;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
