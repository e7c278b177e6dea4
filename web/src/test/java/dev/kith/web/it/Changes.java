package dev.kith.web.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Changes persons at random: the same seed makes the same changes. */
final class Changes {
    private static final List<String> LABELS = List.of("Newsletter", "Events");
    private static final int NEW = 3;
    private static final int CHANGED = 12;

    private final RunningKith kith;
    private final Random random;
    private final List<Client> audiences;
    private int made;

    /** Opt-outs are made in all these audiences. */
    Changes(RunningKith kith, Random random, List<Client> audiences) {
        this.kith = kith;
        this.random = random;
        this.audiences = List.copyOf(audiences);
    }

    /** Makes a few persons, and changes some of all. */
    void make() {
        for (int i = 0; i < NEW; i++) {
            made++;
            kith.tribe()
                    .post(
                            "/_sim/persons",
                            "{\"LastName\":\"New" + made + "\",\"customerType\":\"A\",\"EmailAddress\":\"new" + made
                                    + "@example.test\"}");
        }
        List<String> persons = new ArrayList<>(kith.tribePersons().keySet());
        for (int i = 0; i < CHANGED; i++) {
            change(persons.get(random.nextInt(persons.size())));
        }
    }

    private void change(String person) {
        String label = LABELS.get(random.nextInt(LABELS.size()));
        switch (random.nextInt(7)) {
            case 0 -> patch(person, "{\"FirstName\":\"Kim" + random.nextInt(10) + "\"}");
            case 1 -> patch(person, "{\"vip\":" + random.nextBoolean() + "}");
            case 2 -> patch(person, "{\"EmailAddress\":\"p" + random.nextInt(20) + "@example.test\"}");
            case 3 -> patch(person, "{\"MobilePhoneNumber\":\"+3161234567" + random.nextInt(10) + "\"}");
            case 4 -> kith.tribe().send("PUT", "/_sim/persons/" + person + "/labels/" + label, "");
            case 5 -> kith.tribe().send("DELETE", "/_sim/persons/" + person + "/labels/" + label, "");
            default -> optOut(person, label);
        }
    }

    private void patch(String person, String json) {
        Answer answer = kith.tribe().send("PATCH", "/_sim/persons/" + person, json);
        assertThat(answer.status()).as(answer.text()).isLessThan(300);
    }

    /** Whoever has no profile can't opt out. */
    private void optOut(String person, String topic) {
        audiences.forEach(audience -> audience.post(
                "/_sim/opt-out",
                "{\"crm_id\":\"" + person + "\",\"topic\":\"" + topic
                        + "\",\"channel\":\"com.apsis1.channels.email\"}"));
    }
}
