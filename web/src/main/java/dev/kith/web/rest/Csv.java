package dev.kith.web.rest;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Lines of CSV (RFC 4180) that spreadsheets can open without harm: a cell that would be taken for a formula gets an
 * apostrophe in front.
 */
final class Csv {
    private static final String FORMULA_STARTS = "=+-@\t\r\n";

    private Csv() {}

    static String line(String... cells) {
        return Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(",")) + "\r\n";
    }

    private static String cell(String text) {
        boolean formula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
        return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }
}
