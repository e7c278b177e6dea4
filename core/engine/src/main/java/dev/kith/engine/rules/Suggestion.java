package dev.kith.engine.rules;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the name that somebody probably meant. */
final class Suggestion {

    private static final int FEW = 8;

    private Suggestion() {}

    /** Either " Did you mean ...?" or nothing. */
    static String text(String written, Collection<String> known) {
        return nearest(written, known)
                .map(name -> " Did you mean " + name + "?")
                .orElse("");
    }

    /** As {@link #text}; when none is near, those that there are, if they are few. */
    static String oneOf(String written, Collection<String> known) {
        String near = text(written, known);
        return near.isEmpty() && !known.isEmpty() && known.size() <= FEW
                ? " There are: " + known.stream().sorted().collect(Collectors.joining(", ")) + "."
                : near;
    }

    static Optional<String> nearest(String written, Collection<String> known) {
        String small = written.toLowerCase(Locale.ROOT);
        int tolerance = Math.max(1, Math.min(3, (written.length() + 1) / 3));
        return known.stream()
                .filter(name -> Math.abs(name.length() - written.length()) <= tolerance)
                .filter(name -> distance(small, name.toLowerCase(Locale.ROOT)) <= tolerance)
                .min(Comparator.<String>comparingInt(name -> distance(small, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The number of letters to change, add or leave out (Levenshtein). */
    private static int distance(String one, String other) {
        int[] previous = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = previous[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(previous[j], row[j - 1]) + 1);
            }
            previous = row;
        }
        return previous[other.length()];
    }
}
