package dev.kith.engine.home;

import static java.util.Comparator.comparingInt;

import java.util.Collection;
import java.util.Locale;

/** Guesses which known name was meant by an unknown one. */
final class Nearest {
    private static final int FARTHEST = 3;

    private Nearest() {}

    /** A sentence to append: the nearest name, or all of them when none is near. */
    static String hint(String word, Collection<String> known) {
        if (known.isEmpty()) {
            return ". None is known here.";
        }
        String lower = word.toLowerCase(Locale.ROOT);
        int farthest = Math.min(FARTHEST, Math.max(1, word.length() / 2));
        return known.stream()
                .min(comparingInt(name -> distance(lower, name.toLowerCase(Locale.ROOT))))
                .filter(name -> distance(lower, name.toLowerCase(Locale.ROOT)) <= farthest)
                .map(name -> "; did you mean \"" + name + "\"?")
                .orElse("; known are " + String.join(", ", known));
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
