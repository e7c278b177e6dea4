package dev.kith.apsisone;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the rows of a CSV with a header row, one after the other, none of them without end. */
final class CsvRows {
    private static final int LONGEST_ROW = 1_000_000;

    private final Reader in;
    private final List<String> header;
    private int next;
    private int length;

    CsvRows(Reader in) throws IOException {
        this.in = in;
        this.next = in.read();
        if (next == 0xFEFF) {
            next = in.read();
        }
        this.header = row();
    }

    List<String> header() {
        return header;
    }

    /** The next row by column; empty after the last one. */
    Optional<Map<String, String>> next() throws IOException {
        if (next < 0) {
            return Optional.empty();
        }
        List<String> cells = row();
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            row.put(header.get(i), i < cells.size() ? cells.get(i) : "");
        }
        return Optional.of(row);
    }

    private List<String> row() throws IOException {
        length = 0;
        List<String> cells = new ArrayList<>();
        while (true) {
            cells.add(cell());
            if (next == ',') {
                take();
                continue;
            }
            if (next == '\r') {
                take();
            }
            if (next == '\n') {
                take();
            }
            return cells;
        }
    }

    private String cell() throws IOException {
        StringBuilder cell = new StringBuilder();
        if (next == '"') {
            take();
            quoted(cell);
        }
        while (next >= 0 && next != ',' && next != '\r' && next != '\n') {
            cell.append((char) take());
        }
        return cell.toString();
    }

    private void quoted(StringBuilder cell) throws IOException {
        while (next >= 0) {
            char c = (char) take();
            if (c != '"') {
                cell.append(c);
            } else if (next == '"') {
                cell.append((char) take());
            } else {
                return;
            }
        }
        throw new IOException("The export ends within a cell.");
    }

    private int take() throws IOException {
        length++;
        if (length > LONGEST_ROW) {
            throw new IOException("A row of the export is longer than " + LONGEST_ROW + " characters.");
        }
        int taken = next;
        next = in.read();
        return taken;
    }
}
