package dev.kith.engine.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** The Overviews and Selections of integrations: how each is imported, and which Selections have to be again. */
public final class SavedLists {
    private final Database database;

    SavedLists(Database database) {
        this.database = database;
    }

    public List<ListSettings> list(String integration) {
        return database.read(handle -> handle.createQuery(
                        "select * from saved_list where integration = :integration order by list_key")
                .bind("integration", integration)
                .map(SavedLists::read)
                .list());
    }

    public Optional<ListSettings> find(String integration, String list) {
        return list(integration).stream()
                .filter(settings -> settings.list().equals(list))
                .findFirst();
    }

    /** Writes the settings of a list, and audits them. */
    public void put(ListSettings settings, AuditEntry audit) {
        database.write(handle -> {
            int rows = handle.createUpdate("""
                            insert into saved_list (integration, list_key, title, kind, carrier, target, target_name, recurring)
                            values (:integration, :list, :title, :kind, :carrier, :target, :name, :recurring)
                            on conflict (integration, list_key) do update set title = excluded.title,
                                kind = excluded.kind, carrier = excluded.carrier, target = excluded.target,
                                target_name = excluded.target_name, recurring = excluded.recurring""")
                    .bind("integration", settings.integration())
                    .bind("list", settings.list())
                    .bind("title", settings.title())
                    .bind("kind", settings.kind().word())
                    .bind("carrier", settings.carrier().type().word())
                    .bind("target", settings.carrier().id())
                    .bind("name", settings.carrierName())
                    .bind("recurring", settings.recurring() ? 1L : 0L)
                    .execute();
            Audit.add(handle, audit);
            return rows;
        });
    }

    /** Says whether a list has to be imported again. */
    public void markStale(String integration, String list, boolean stale) {
        database.write(handle -> handle.createUpdate("""
                        update saved_list set stale = :stale where integration = :integration and list_key = :list""")
                .bind("stale", stale ? 1L : 0L)
                .bind("integration", integration)
                .bind("list", list)
                .execute());
    }

    /** Keys of the lists that have to be imported again without anybody asking for it. */
    public List<String> stale(String integration) {
        return database.read(handle -> handle.createQuery("""
                        select list_key from saved_list
                        where integration = :integration and stale = 1 and kind in ('selection', 'off')""")
                .bind("integration", integration)
                .mapTo(String.class)
                .list());
    }

    /** The newest run of a list. */
    public Optional<Run> lastRun(String integration, String list) {
        return database.read(handle -> handle.createQuery("""
                        select * from run where integration = :integration and kind = 'list-import' and list = :list
                        order by id desc limit 1""")
                .bind("integration", integration)
                .bind("list", list)
                .map(RunTable::read)
                .findOne());
    }

    /** The other list whose members may still have something at a carrier: what it is brought to, or was before. */
    public Optional<ListSettings> holding(String integration, ListCarrier carrier, String exceptList) {
        return database.read(handle -> handle.createQuery("""
                        select * from saved_list list
                        where integration = :integration and list_key != :except and (
                            (kind != 'off' and carrier = :carrier and target = :target)
                            or exists (select 1 from saved_list_member member
                                where member.integration = list.integration and member.list_key = list.list_key
                                    and member.carrier = :carrier and member.target = :target))
                        order by list_key limit 1""")
                .bind("integration", integration)
                .bind("except", exceptList)
                .bind("carrier", carrier.type().word())
                .bind("target", carrier.id())
                .map(SavedLists::read)
                .findOne());
    }

    static ListCarrier carrier(ResultSet row) throws SQLException {
        return new ListCarrier(ListCarrier.Type.of(row.getString("carrier")).orElseThrow(), row.getString("target"));
    }

    private static ListSettings read(ResultSet row, StatementContext context) throws SQLException {
        return new ListSettings(
                row.getString("integration"),
                row.getString("list_key"),
                row.getString("title"),
                ListKind.of(row.getString("kind")).orElseThrow(),
                carrier(row),
                row.getString("target_name"),
                row.getBoolean("recurring"));
    }
}
