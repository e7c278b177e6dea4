package dev.kith.engine.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Cuts keys into lists for SQL's {@code in (...)}; of few sizes, so that few statement texts have to be kept parsed. */
final class KeyLists {
    private static final int[] SIZES = {1, 10, 100, 500};
    private static final int LARGEST = SIZES[SIZES.length - 1];

    private KeyLists() {}

    static List<List<String>> of(Collection<String> keys) {
        Set<String> sorted = new TreeSet<>(keys);
        List<String> distinct = List.copyOf(sorted);
        List<List<String>> lists = new ArrayList<>();
        for (int start = 0; start < distinct.size(); start += LARGEST) {
            lists.add(filled(distinct.subList(start, Math.min(start + LARGEST, distinct.size()))));
        }
        return lists;
    }

    /** Repeats the last key up to the next size, which changes nothing for {@code in}. */
    private static List<String> filled(List<String> keys) {
        int size = LARGEST;
        for (int candidate : SIZES) {
            if (candidate >= keys.size()) {
                size = candidate;
                break;
            }
        }
        List<String> list = new ArrayList<>(keys);
        list.addAll(Collections.nCopies(size - keys.size(), keys.get(keys.size() - 1)));
        return list;
    }
}
