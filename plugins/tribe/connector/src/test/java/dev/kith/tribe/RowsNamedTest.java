package dev.kith.tribe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.tribe.sim.model.Switches;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps it true that tests name every open point of Tribe CRM's API, T1 to T44, on both sides. */
class RowsNamedTest {
    private static final Set<String> ROWS =
            IntStream.rangeClosed(1, 44).mapToObj(n -> "T" + n).collect(Collectors.toCollection(RowsNamedTest::sorted));

    private static Set<String> sorted() {
        return new TreeSet<>(Comparator.comparing((String row) -> Integer.valueOf(row.substring(1))));
    }

    @Test
    void everyRowIsNamedByATestOfTheConnector() throws IOException {
        assertThat(named(Path.of("src/test/java"), "\\bT([0-9]{1,2})\\b")).isEqualTo(ROWS);
    }

    @Test
    void everySwitchIsNamedByATestOfTheSimulator() throws IOException {
        assertThat(named(
                        Path.of("../simulator/src/test/java"),
                        "(?i)\\bT([0-9]{1,2})(?![0-9])|(?<=[a-z0-9])T([0-9]{1,2})(?=[A-Z])"))
                .containsAll(Switches.values().keySet());
    }

    @Test
    void everyRowButOneIsASwitchOfTheSimulator() {
        Set<String> rows = sorted();
        rows.addAll(ROWS);
        rows.remove("T37"); // A hidden record and a deleted one look alike; there is no other way.
        assertThat(Switches.values()).containsOnlyKeys(rows.toArray(new String[0]));
        assertThat(Switches.values().values()).allMatch(values -> values.size() > 1);
    }

    private static Set<String> named(Path sources, String pattern) throws IOException {
        Pattern row = Pattern.compile(pattern);
        Set<String> found = sorted();
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(f -> f.toString().endsWith("Test.java"))
                    .filter(f -> !f.endsWith("RowsNamedTest.java"))
                    .map(RowsNamedTest::read)
                    .flatMap(text -> row.matcher(text).results())
                    .map(m -> "T" + (m.group(1) != null ? m.group(1) : m.group(2)))
                    .filter(ROWS::contains)
                    .forEach(found::add);
        }
        return found;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
