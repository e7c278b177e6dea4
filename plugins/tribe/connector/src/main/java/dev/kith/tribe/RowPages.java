package dev.kith.tribe;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads any number of rows in pages that overlap by one row.
 *
 * <ol>
 *   <li>A page begins at the last row of the page before. Is it there, the rows after it are new.
 *   <li>Is it not, rows before it came or went: the reading steps back, page by page, to a row it knows.
 *   <li>Is none found, it begins anew. So a row is read twice rather than never.
 *   <li>The end is where the count is reached or nothing follows; a short page proves nothing.
 *   <li>A page that comes again where the next one should be, or a reading longer than any CRM, ends in an error.
 * </ol>
 *
 * <p>The order is by ID, not by date: rows of the same moment can't be torn apart at the edge of a page.
 */
final class RowPages {
    static final int STEPS_BACK = 10;
    static final int RESTARTS = 3;
    static final long MOST_ROWS = 100_000_000;

    private final Rows rows;
    private final Query query;
    private final int size;

    RowPages(Rows rows, Query query, int size) {
        this.rows = requireNonNull(rows, "rows");
        this.query = requireNonNull(query, "query");
        this.size = size;
    }

    /** New rows, and where the next page begins; empty at the end. */
    record Slice(List<JsonNode> rows, Optional<Cursor> next, OptionalLong total) {}

    Slice at(Optional<Cursor> cursor) {
        return cursor.map(this::from).orElseGet(this::first);
    }

    Slice first() {
        Rows.Page page = rows.page(query, 0, size);
        return slice(new Cursor(page.order(), 0, 1, 0, List.of()), page, 0, 0);
    }

    Slice from(Cursor cursor) {
        if (cursor.read() > MOST_ROWS) {
            throw broken("it has gone on for more than " + MOST_ROWS + " rows.");
        }
        long skip = Math.max(0, cursor.read() - 1);
        for (int step = 0; step < STEPS_BACK && skip > 0; step++) {
            Rows.Page page = rows.page(query, cursor.order(), skip, size);
            int passed = cursor.passedIn(page.rows());
            if (passed >= 0) {
                return slice(cursor, page, skip, passed);
            }
            skip = Math.max(0, skip - Math.max(cursor.width(), page.rows().size()));
        }
        return anew(cursor);
    }

    private Slice anew(Cursor lost) {
        Rows.Page page = rows.page(query, lost.order(), 0, size);
        int passed = lost.passedIn(page.rows());
        if (passed >= 0) {
            return slice(lost, page, 0, passed);
        }
        if (lost.restarts() == RESTARTS) {
            throw broken("the order of its rows doesn't hold from page to page, also after " + RESTARTS
                    + " new beginnings.");
        }
        return slice(lost.restarted(), page, 0, 0);
    }

    private Slice slice(Cursor before, Rows.Page page, long skip, int passed) {
        Cursor after = before.after(page, skip);
        if (after.read() >= page.total().orElse(Long.MAX_VALUE)) {
            return new Slice(rest(page, passed), Optional.empty(), page.total());
        }
        if (page.rows().size() > passed) {
            return new Slice(rest(page, passed), Optional.of(after), page.total());
        }
        Rows.Page beyond = rows.page(query, page.order(), after.read(), size);
        if (!beyond.rows().isEmpty() && beyond.rows().equals(page.rows())) {
            throw broken("the same page comes again where the next one should be.");
        }
        Optional<Cursor> next = Optional.of(after.after(beyond, after.read()))
                .filter(c -> !beyond.rows().isEmpty());
        return new Slice(beyond.rows(), next, beyond.total());
    }

    private static List<JsonNode> rest(Rows.Page page, int passed) {
        return page.rows().subList(passed, page.rows().size());
    }

    private ConnectorException broken(String found) {
        return new ConnectorException(
                Kind.BUG,
                "Tribe CRM: reading " + query.set() + " failed: " + found + " Start the run again later, and check the"
                        + " setting apiUrl and any proxy in between.");
    }
}
