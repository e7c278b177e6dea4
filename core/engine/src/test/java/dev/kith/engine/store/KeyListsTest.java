package dev.kith.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyListsTest {
    @Test
    void noKeysMakeNoLists() {
        assertThat(KeyLists.of(List.of())).isEmpty();
    }

    @Test
    void listsHaveFewSizesAndHoldEveryKey() {
        for (int count : new int[] {1, 2, 10, 11, 100, 101, 499, 500, 501, 1000, 1234}) {
            List<String> keys =
                    IntStream.range(0, count).mapToObj(Integer::toString).toList();

            List<List<String>> lists = KeyLists.of(keys);

            assertThat(lists).extracting(List::size).isSubsetOf(1, 10, 100, 500);
            Set<String> held = new HashSet<>();
            lists.forEach(held::addAll);
            assertThat(held).containsExactlyInAnyOrderElementsOf(keys);
        }
    }

    @Test
    void aKeyGivenTwiceIsLookedUpOnce() {
        assertThat(KeyLists.of(List.of("b", "a", "b", "a", "b", "a", "b", "a", "b", "a", "b")))
                .containsExactly(List.of("a", "b", "b", "b", "b", "b", "b", "b", "b", "b"));
    }
}
