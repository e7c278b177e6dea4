package dev.kith.engine.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code run}, read. */
final class RunTable {
    private RunTable() {}

    static Run read(ResultSet row, StatementContext context) throws SQLException {
        return new Run(
                row.getLong("id"),
                row.getString("integration"),
                RunKind.of(row.getString("kind")).orElseThrow(),
                RunState.of(row.getString("state")).orElseThrow(),
                row.getBoolean("force"),
                row.getString("rule_set_version"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                moment(row, "started_at"),
                moment(row, "ended_at"),
                Optional.ofNullable(row.getString("cursor")),
                number(row, "first_total"),
                number(row, "last_total"),
                counts(row),
                row.getBoolean("cancel_requested"),
                row.getString("cause"),
                row.getLong("pages"),
                list(row));
    }

    static @Nullable Long orNull(OptionalLong number) {
        return number.isPresent() ? number.getAsLong() : null;
    }

    private static Optional<ListImport> list(ResultSet row) throws SQLException {
        String list = row.getString("list");
        return list.isEmpty()
                ? Optional.empty()
                : Optional.of(new ListImport(
                        list, row.getLong("list_added"), row.getLong("list_removed"), row.getLong("list_waiting")));
    }

    private static RunCounts counts(ResultSet row) throws SQLException {
        return new RunCounts(
                row.getLong("contacts_read"),
                row.getLong("created"),
                row.getLong("updated"),
                row.getLong("unchanged"),
                row.getLong("out_of_scope"),
                row.getLong("erased"),
                row.getLong("issues"),
                row.getLong("consents"),
                row.getLong("staged"));
    }

    private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
        OptionalLong number = number(row, column);
        return number.isPresent() ? Optional.of(Instant.ofEpochMilli(number.getAsLong())) : Optional.empty();
    }

    private static OptionalLong number(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
    }
}
