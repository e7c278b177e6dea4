package dev.kith.engine.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/** Label changes that the CRM owes; they get in when a contact is settled, and out when the CRM has done them. */
public final class LabelChanges {
    private final Database database;
    private final Clock clock;

    LabelChanges(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A newer change of the same label takes the place of one that isn't done, and begins anew. */
    static void owe(Handle handle, String integration, List<LabelChange> changes, Instant now) {
        if (changes.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                insert into label_change (integration, contact_key, label, present, since)
                values (:integration, :contactKey, :label, :present, :now)
                on conflict (integration, contact_key, label) do update set
                    present = excluded.present, since = excluded.since, tries = 0, tried_at = null, cause = ''
                where label_change.present != excluded.present""");
        for (LabelChange change : changes) {
            batch.bind("integration", integration)
                    .bind("contactKey", change.contactKey())
                    .bind("label", change.label())
                    .bind("present", change.present() ? 1L : 0L)
                    .bind("now", now.toEpochMilli())
                    .add();
        }
        batch.execute();
    }

    /**
     * What is owed and was not tried since a moment, the untried and the oldest first.
     *
     * @param most how many
     */
    public List<OwedLabel> owed(String integration, Instant notTriedSince, int most) {
        return database.read(handle -> handle.createQuery("""
                        select * from label_change where integration = :integration
                            and (tried_at is null or tried_at < :moment)
                        order by tried_at nulls first, since, contact_key, label limit :most""")
                .bind("integration", integration)
                .bind("moment", notTriedSince.toEpochMilli())
                .bind("most", most)
                .map(LabelChanges::read)
                .list());
    }

    /** Everything that is owed, in the order of the contacts' keys. */
    public List<OwedLabel> list(String integration, int limit, int offset) {
        return database.read(handle -> handle.createQuery("""
                        select * from label_change where integration = :integration
                        order by contact_key, label limit :limit offset :offset""")
                .bind("integration", integration)
                .bind("limit", limit)
                .bind("offset", offset)
                .map(LabelChanges::read)
                .list());
    }

    public long count(String integration) {
        return database.read(
                handle -> handle.createQuery("select count(*) from label_change where integration = :integration")
                        .bind("integration", integration)
                        .mapTo(Long.class)
                        .one());
    }

    /** How many the CRM was asked for in vain. */
    public long refusedCount(String integration) {
        return database.read(handle -> handle.createQuery(
                        "select count(*) from label_change where integration = :integration and tries > 0")
                .bind("integration", integration)
                .mapTo(Long.class)
                .one());
    }

    /** The change is done, or isn't wanted any more; without effect when another has taken its place. */
    public void done(String integration, OwedLabel owed) {
        database.write(handle -> handle.createUpdate("""
                        delete from label_change where integration = :integration and contact_key = :contactKey
                            and label = :label and present = :present and since = :since""")
                .bind("integration", integration)
                .bind("contactKey", owed.change().contactKey())
                .bind("label", owed.change().label())
                .bind("present", owed.change().present() ? 1L : 0L)
                .bind("since", owed.since().toEpochMilli())
                .execute());
    }

    /** The CRM didn't do it. */
    public void refused(String integration, OwedLabel owed, String cause) {
        database.write(handle -> handle.createUpdate("""
                        update label_change set tries = tries + 1, tried_at = :now, cause = :cause
                        where integration = :integration and contact_key = :contactKey and label = :label
                            and present = :present and since = :since""")
                .bind("now", clock.millis())
                .bind("cause", cause)
                .bind("integration", integration)
                .bind("contactKey", owed.change().contactKey())
                .bind("label", owed.change().label())
                .bind("present", owed.change().present() ? 1L : 0L)
                .bind("since", owed.since().toEpochMilli())
                .execute());
    }

    private static OwedLabel read(ResultSet row, StatementContext context) throws SQLException {
        long tried = row.getLong("tried_at");
        Optional<Instant> triedAt = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(tried));
        return new OwedLabel(
                new LabelChange(row.getString("contact_key"), row.getString("label"), row.getLong("present") == 1),
                Instant.ofEpochMilli(row.getLong("since")),
                row.getLong("tries"),
                triedAt,
                row.getString("cause"));
    }
}
