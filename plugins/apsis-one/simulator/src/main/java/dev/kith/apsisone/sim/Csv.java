package dev.kith.apsisone.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads and writes comma separated values as in RFC 4180. */
final class Csv {
    private final String text;
    private final char delimiter;
    private int at;

    private Csv(String text) {
        this.text = text;
        this.delimiter = delimiter(text);
    }

    /** Gives each row by the names in the header row. */
    static void read(String text, Consumer<Map<String, String>> rows) {
        Csv csv = new Csv(text);
        List<String> header = csv.row();
        while (csv.at < text.length()) {
            List<String> cells = csv.row();
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < header.size(); i++) {
                row.put(header.get(i), i < cells.size() ? cells.get(i) : "");
            }
            rows.accept(row);
        }
    }

    static List<String> header(String text) {
        return new Csv(text).row();
    }

    static void write(StringBuilder out, List<String> cells) {
        String separator = "";
        for (String cell : cells) {
            out.append(separator).append('"').append(cell.replace("\"", "\"\"")).append('"');
            separator = ",";
        }
        out.append("\r\n");
    }

    /** The first of the recognised delimiters that the header row has. */
    private static char delimiter(String text) {
        int end = text.indexOf('\n');
        String header = end < 0 ? text : text.substring(0, end);
        return header.chars()
                .mapToObj(c -> (char) c)
                .filter(c -> ",\t|;".indexOf(c) >= 0)
                .findFirst()
                .orElse(',');
    }

    private List<String> row() {
        List<String> cells = new ArrayList<>();
        while (true) {
            cells.add(cell());
            boolean more = at < text.length() && text.charAt(at) == delimiter;
            if (more) {
                at++;
                continue;
            }
            skip('\r');
            skip('\n');
            return cells;
        }
    }

    private void skip(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
        }
    }

    private String cell() {
        return at < text.length() && text.charAt(at) == '"' ? quoted() : plain();
    }

    private String plain() {
        int start = at;
        while (at < text.length() && text.charAt(at) != delimiter && "\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted() {
        StringBuilder cell = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '"') {
                cell.append(c);
            } else if (at < text.length() && text.charAt(at) == '"') {
                cell.append('"');
                at++;
            } else {
                return cell.toString();
            }
        }
        return cell.toString();
    }
}
