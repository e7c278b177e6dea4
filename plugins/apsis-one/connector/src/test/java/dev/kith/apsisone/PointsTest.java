package dev.kith.apsisone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each of the points A1 to A33, which the documents leave open, is named by a test on both sides. */
class PointsTest {
    /** In the name of a method, such as {@code a15a16AMergeNeeds}, or as a row of a table. */
    private static final Pattern NAMED = Pattern.compile("void ((?:[ad]\\d+)+)|\"(A\\d+)");

    private static final Pattern POINT = Pattern.compile("[aA](\\d+)");

    @ParameterizedTest
    @ValueSource(strings = {"../connector", "../simulator"})
    void everyPointIsNamedByATest(String module) throws IOException {
        SortedSet<Integer> named = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of(module, "src/test/java"))) {
            files.filter(file -> file.toString().endsWith("Test.java")).forEach(file -> addNamed(read(file), named));
        }
        assertThat(IntStream.rangeClosed(1, 33).boxed().filter(point -> !named.contains(point)))
                .as("points without a test in %s", module)
                .isEmpty();
    }

    private static void addNamed(String source, SortedSet<Integer> named) {
        Matcher names = NAMED.matcher(source);
        while (names.find()) {
            Matcher points = POINT.matcher(names.group());
            while (points.find()) {
                named.add(Integer.valueOf(points.group(1)));
            }
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
