package dev.kith.tribe;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import java.util.List;

/**
 * Where a reading of rows stands; as text the host keeps it over a crash.
 *
 * @param read how many rows of the order were passed
 * @param width rows in the page before
 * @param restarts how often the reading began anew because its place was lost
 * @param anchors ids of the last rows passed, the very last one at the end
 */
record Cursor(Order order, long read, int width, int restarts, List<String> anchors) {
    static final int ANCHORS = 5;

    Cursor {
        requireNonNull(order, "order");
        anchors = List.copyOf(anchors);
    }

    /** The place after a page; an empty page leaves the anchors as they are. */
    Cursor after(Rows.Page page, long skip) {
        List<JsonNode> rows = page.rows();
        List<String> ids = rows.subList(Math.max(0, rows.size() - ANCHORS), rows.size()).stream()
                .map(r -> r.path("ID").asText())
                .toList();
        return new Cursor(
                page.order(), skip + rows.size(), Math.max(rows.size(), 1), restarts, ids.isEmpty() ? anchors : ids);
    }

    /** How many rows of a page were passed before; -1 when none of the anchors is in it. */
    int passedIn(List<JsonNode> rows) {
        List<String> ids = rows.stream().map(r -> r.path("ID").asText()).toList();
        for (int i = anchors.size() - 1; i >= 0; i--) {
            int found = ids.indexOf(anchors.get(i));
            if (found >= 0) {
                return found + 1;
            }
        }
        return -1;
    }

    Cursor restarted() {
        return new Cursor(order, 0, width, restarts + 1, anchors);
    }

    String text() {
        return "1;" + order + ";" + read + ";" + width + ";" + restarts + ";" + String.join(",", anchors);
    }

    static Cursor parse(String text) {
        String[] parts = text.split(";", -1);
        try {
            if (parts.length == 6 && parts[0].equals("1")) {
                return new Cursor(
                        Order.valueOf(parts[1]),
                        Long.parseLong(parts[2]),
                        Integer.parseInt(parts[3]),
                        Integer.parseInt(parts[4]),
                        List.of(parts[5].split(",")));
            }
        } catch (IllegalArgumentException e) {
            // Answered below like a cursor of another version.
        }
        throw notUnderstood();
    }

    static ConnectorException notUnderstood() {
        return new ConnectorException(
                Kind.BUG,
                "Tribe CRM: the place at which the reading stopped can't be understood: it was written by another"
                        + " version of the connector. Start the run anew.");
    }
}
