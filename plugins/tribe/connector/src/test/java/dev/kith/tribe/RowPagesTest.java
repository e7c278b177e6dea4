package dev.kith.tribe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of the service is the order of {@code ids}; pages are ten rows long, so that steps back are near. */
class RowPagesTest {
    private static final int SIZE = 10;

    private final TreeSet<String> ids = new TreeSet<>();
    private int cap = 100;
    private boolean counts = true;
    private boolean ordersById = true;
    private ScriptedTribe tribe;
    private RowPages pages;

    @BeforeEach
    void start() throws IOException {
        tribe = new ScriptedTribe().otherwise(this::answer);
        pages = new RowPages(new Rows(tribe.api()), Query.of("Relation_Person"), SIZE);
        IntStream.range(0, 95).forEach(i -> ids.add(id(i * 1000)));
    }

    @AfterEach
    void stop() {
        tribe.close();
    }

    @Test // T9
    void endsWhereTheCountIsReachedWithoutAnotherCall() {
        assertThat(read(page -> {})).containsExactlyElementsOf(ids);
        assertThat(tribe.requests).hasSize(11); // 10 rows, then 9 new ones a page
    }

    @Test // T9
    void readsToTheEndWithoutACount() {
        counts = false;
        assertThat(read(page -> {})).containsExactlyElementsOf(ids);
    }

    @ParameterizedTest // T7
    @ValueSource(ints = {1, 2, 3, 7})
    void goesOnByTheRowsReceivedWhenPagesAreCapped(int rows) {
        cap = rows;
        assertThat(read(page -> {})).containsExactlyElementsOf(ids);
    }

    @Test // T7, T9
    void goesOnAfterShortPagesWithoutACount() {
        cap = 1;
        counts = false;
        assertThat(read(page -> {})).containsExactlyElementsOf(ids);
    }

    @Test
    void readsAnEmptyCrm() {
        ids.clear();
        assertThat(read(page -> {})).isEmpty();
    }

    @Test // T8
    void ordersByCreationWhenTheServiceRefusesToOrderById() {
        ordersById = false;
        assertThat(read(page -> {})).containsExactlyElementsOf(ids);
        assertThat(tribe.requests)
                .extracting(r -> r.parameter("$orderby").orElse(""))
                .startsWith("ID", "CreationDate,ID")
                .filteredOn("ID"::equals)
                .hasSize(1);
    }

    @Test // T6
    void missesNobodyWhenOthersAreRemovedBetweenPages() {
        Set<String> kept = new TreeSet<>(ids);
        Set<String> read = read(page -> {
            // Two of those read just now, the very last one among them, so that the rest moves up.
            List<String> passed = new ArrayList<>(ids.headSet(id(page * 9_000), true));
            if (passed.size() > 4) {
                List<String> gone = List.of(passed.get(passed.size() - 1), passed.get(2));
                gone.forEach(ids::remove);
                kept.removeAll(gone);
            }
        });
        assertThat(read).containsAll(kept);
    }

    @Test // T6
    void missesNobodyWhenAWholePageIsRemoved() {
        Set<String> read = read(page -> {
            if (page == 5) {
                ids.removeIf(id -> id.compareTo(id(25_000)) > 0 && id.compareTo(id(43_000)) < 0);
            }
        });
        assertThat(read).containsAll(ids);
    }

    @Test // T6
    void missesNobodyWhenOthersAreAddedBetweenPages() {
        Set<String> before = new TreeSet<>(ids);
        Set<String> read = read(page -> IntStream.range(0, 3).forEach(i -> ids.add(id(page * 10 + i + 1))));
        assertThat(read).containsAll(before);
    }

    @Test // T6
    void missesNobodyWhenMoreThanAPageIsAddedBefore() {
        Set<String> before = new TreeSet<>(ids);
        Set<String> read = read(page -> {
            if (page == 3) {
                IntStream.range(1, 30).forEach(i -> ids.add(id(i)));
            }
        });
        assertThat(read).containsAll(before);
    }

    @Test // T6
    void beginsAnewWhenNothingItKnewIsLeft() {
        Set<String> read = read(page -> {
            if (page == 4) {
                ids.removeIf(id -> id.compareTo(id(40_000)) < 0);
            }
        });
        assertThat(read).containsAll(ids);
    }

    @Test
    void survivesThatTheEndIsRemovedWhileItIsRead() {
        Set<String> read = read(page -> {
            if (page == 8) {
                ids.removeIf(id -> id.compareTo(id(60_000)) > 0);
            }
        });
        assertThat(read).containsAll(ids);
    }

    @Test // T6
    void givesUpWhenTheOrderNeverHolds() {
        int[] turn = {0};
        assertThatThrownBy(() -> read(page -> {
                    turn[0]++;
                    ids.clear();
                    IntStream.range(0, 95).forEach(i -> ids.add(id(i * 1000 + turn[0])));
                }))
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BUG))
                .hasMessageContaining("the order of its rows doesn't hold");
    }

    @Test
    void refusesAPlaceItCannotRead() {
        assertThatThrownBy(() -> Cursor.parse("2;ID;x"))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("Start the run anew");
    }

    /** Reads to the end, with a change after each page; the cursor goes through its text each time. */
    private Set<String> read(IntConsumer change) {
        Set<String> read = new LinkedHashSet<>();
        RowPages.Slice slice = pages.first();
        for (int page = 1; ; page++) {
            slice.rows().forEach(p -> read.add(p.path("ID").asText()));
            Optional<String> next = slice.next().map(Cursor::text);
            if (next.isEmpty()) {
                return read;
            }
            assertThat(page).as("pages").isLessThan(300);
            change.accept(page);
            slice = pages.from(Cursor.parse(next.get()));
        }
    }

    private SimAnswer answer(SimRequest request) {
        if (!ordersById && request.parameter("$orderby").equals(Optional.of("ID"))) {
            return SimAnswer.json(400, Map.of("error", Map.of("message", "can't order by ID")));
        }
        long skip = Long.parseLong(request.parameter("$skip").orElse("0"));
        long top = Long.parseLong(request.parameter("$top").orElse("100"));
        List<Map<String, String>> rows = ids.stream()
                .skip(skip)
                .limit(Math.min(top, cap))
                .map(id -> Map.of("ID", id))
                .toList();
        Map<String, Object> body = new HashMap<>(Map.of("value", rows));
        if (counts) {
            body.put("@odata.count", ids.size());
        }
        return SimAnswer.json(200, body);
    }

    private static String id(int number) {
        return String.format("%08d-0000-4000-8000-000000000000", number);
    }
}
