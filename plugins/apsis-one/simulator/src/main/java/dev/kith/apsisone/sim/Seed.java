package dev.kith.apsisone.sim;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Makes profiles that were there before any CRM was connected: known by their address only. */
final class Seed {
    private static final List<String> FIRST =
            List.of("Anna", "Bram", "Chiara", "Daan", "Elin", "Femke", "Gustav", "Hanna", "Ines", "Joris");
    private static final List<String> LAST = List.of(
            "Andersson", "Bakker", "Citroen", "Dahl", "Eriksen", "Franken", "Groen", "Holm", "Isaksson", "Jansen");

    private final Random random;
    private final Definitions definitions;

    Seed(long seed, Definitions definitions) {
        this.random = new Random(seed);
        this.definitions = definitions;
    }

    void fill(Profiles profiles, int count) {
        Keyspace email = definitions.requireKeyspace(Keyspace.EMAIL);
        Section section = definitions.requireSection(Section.DEFAULT);
        for (int i = 1; i <= count; i++) {
            String first = FIRST.get(random.nextInt(FIRST.size()));
            String last = LAST.get(random.nextInt(LAST.size()));
            Profile profile = NewProfile.of(email, section, first + "." + last + "." + i + "@example.org");
            Map<String, Object> names =
                    Map.of("com.apsis1.attributes.firstname", first, "com.apsis1.attributes.lastname", last);
            profiles.create(profile.with(section, profile.section(section).with(names, Set.of())));
        }
    }
}
