package dev.kith.web.it;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** All that a home's database holds, table by table, to be compared before and after. */
final class Tables {
    /** What an inert run may write: itself, and what it found. When jobs are due is no part of it. */
    static final Set<String> OF_RUNS =
            Set.of("run", "run_issue", "run_difference", "run_rules", "counter", "scheduled_tasks");

    private Tables() {}

    static Map<String, List<String>> without(Path database, Set<String> left) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            Map<String, List<String>> tables = new TreeMap<>();
            for (String table : rows(
                    statement, "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")) {
                if (!left.contains(table)) {
                    tables.put(table, rows(statement, "select * from \"" + table + "\""));
                }
            }
            return tables;
        } catch (SQLException e) {
            throw new AssertionError("The database can't be read: " + e, e);
        }
    }

    private static List<String> rows(Statement statement, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(query)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> cells = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    cells.add(String.valueOf(result.getString(column)));
                }
                rows.add(String.join("|", cells));
            }
        }
        rows.sort(null);
        return rows;
    }
}
