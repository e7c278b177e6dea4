package dev.kith.apsisone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.spi.Attribute;
import dev.kith.spi.AudienceDescription;
import dev.kith.spi.BulkPlan;
import dev.kith.spi.Channel;
import dev.kith.spi.ConsentChange;
import dev.kith.spi.ImportJob;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.ProfileWrite.Existence;
import dev.kith.spi.Subscription;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same writes end in the same profiles, whether they go in bulk or one by one. */
class SameEndTest {
    private static final int PROFILES = 45;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void bulkAndSingleWritesEndInTheSameProfiles(int seed) throws IOException {
        try (Scene bulk = Scene.start();
                Scene single = Scene.start()) {
            AudienceDescription description = bulk.connector.describe();
            int rows = 0;
            for (int round = 0; round < 3; round++) {
                List<ProfileWrite> writes = writes(new Random(seed * 100L + round), round, description);
                single.connector.write(writes);
                BulkPlan plan = bulk.connector.plan(writes);
                bulk.connector.write(
                        plan.singles().stream().map(BulkPlan.Single::write).toList());
                for (BulkPlan.Import each : plan.imports()) {
                    rows += each.rows().size();
                    carryOut(bulk, each);
                }
            }
            assertThat(rows).isGreaterThan(PROFILES);
            assertThat(profiles(bulk)).isEqualTo(profiles(single)).hasSizeGreaterThan(PROFILES / 2);
        }
    }

    private static void carryOut(Scene scene, BulkPlan.Import rows) {
        ImportJob job = scene.connector.request(rows.shape());
        scene.connector.upload(job, rows);
        while (!scene.connector.progress(job).state().isEnd()) {
            // Each look moves the simulated import on.
        }
        assertThat(scene.connector.readBack(job, rows).missed()).isEmpty();
    }

    private static List<ProfileWrite> writes(Random random, int round, AudienceDescription description) {
        List<ProfileWrite> writes = new ArrayList<>();
        for (int i = 0; i < PROFILES; i++) {
            if (random.nextInt(10) > 0) {
                writes.add(write(random, "k" + i, i, round, description));
            }
        }
        return writes;
    }

    private static ProfileWrite write(Random random, String key, int i, int round, AudienceDescription description) {
        Map<String, Object> set = new HashMap<>();
        Set<String> clear = new HashSet<>();
        set.put(Ids.EMAIL, key + "@example.com");
        for (Attribute attribute : description.attributes()) {
            if (attribute.type() == Attribute.Type.TEXT && attribute.purpose() == Attribute.Purpose.MAPPED) {
                switch (random.nextInt(round == 0 ? 2 : 8)) {
                    case 0 -> set.put(attribute.id(), "v" + random.nextInt(5) + ",\"x\";\u00e9");
                    case 7 -> clear.add(attribute.id());
                    default -> {}
                }
            }
        }
        if (round == 2 && i < 30) {
            // Alike enough to share an import that empties.
            set.keySet().retainAll(Set.of(Ids.EMAIL));
            clear.clear();
            clear.add(Scene.FIRST_NAME);
        }
        List<ConsentChange> consents = new ArrayList<>();
        for (Subscription subscription : description.subscriptions()) {
            if (subscription.channels().contains(Channel.EMAIL) && random.nextBoolean()) {
                ConsentChange.Type type =
                        random.nextInt(4) == 0 ? ConsentChange.Type.OPT_OUT : ConsentChange.Type.OPT_IN;
                consents.add(new ConsentChange(subscription.id(), Channel.EMAIL, type, "rule", Optional.empty()));
            }
        }
        boolean outOfScope = random.nextInt(20) == 0;
        return outOfScope
                ? new ProfileWrite(key, Existence.KNOWN_NOT_CREATED, Map.of(), Set.of(), consents)
                : new ProfileWrite(key, Existence.UNKNOWN, set, clear, consents);
    }

    /** Everything but when and why a consent was written. */
    private static List<JsonNode> profiles(Scene scene) {
        return scene.sim("GET", "/profiles", "")
                .lines()
                .map(SameEndTest::comparable)
                .toList();
    }

    private static JsonNode comparable(String line) {
        JsonNode profile = Scene.json(line);
        for (JsonNode section : profile.path("sections")) {
            for (JsonNode consent : section.path("consents")) {
                ((ObjectNode) consent).remove(List.of("source", "reason", "modified_at"));
            }
        }
        return profile;
    }
}
