package dev.kith.tribe.sim.seed;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import net.datafaker.Faker;

/** Names of people, places and companies of each region, drawn once so that making many people is quick. */
final class Vocabulary {
    private static final int SIZE = 250;

    private final Map<Region, Words> words = new EnumMap<>(Region.class);

    Vocabulary(long seed) {
        for (Region region : Region.values()) {
            Faker faker = new Faker(Locale.forLanguageTag(region.locale), new Random(seed + region.locale.hashCode()));
            words.put(
                    region,
                    new Words(
                            draw(() -> faker.name().firstName()),
                            draw(() -> faker.name().lastName()),
                            draw(() -> faker.address().streetName()),
                            draw(() -> faker.address().city()),
                            draw(() -> faker.company().name())));
        }
    }

    private static List<String> draw(Supplier<String> source) {
        List<String> drawn = new ArrayList<>(SIZE);
        for (int i = 0; i < SIZE; i++) {
            drawn.add(source.get());
        }
        return drawn;
    }

    Words of(Region region) {
        return Objects.requireNonNull(words.get(region), "words");
    }

    /** The names of one region. */
    record Words(
            List<String> firstNames,
            List<String> lastNames,
            List<String> streets,
            List<String> cities,
            List<String> companies) {}

    static <T> T pick(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
