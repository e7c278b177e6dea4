package dev.kith.engine.store;

import dev.kith.spi.Channel;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The history of consents: entries are added when a batch is settled, and never changed. */
public final class Ledger {
    private final Database database;
    private final ForgetKey hashes;

    Ledger(Database database, ForgetKey hashes) {
        this.database = database;
        this.hashes = hashes;
    }

    /** Everything that happened to a contact's consents, oldest first; also of one that was forgotten since. */
    public List<LedgerEntry> of(String integration, String contactKey) {
        return database.read(handle -> handle.createQuery("""
                        select * from consent_ledger
                        where integration = :integration and contact_key in (:contactKey, :hash)
                        order by contact_key = :contactKey, number""")
                .bind("hash", hashes.hash(integration, contactKey))
                .bind("integration", integration)
                .bind("contactKey", contactKey)
                .map((row, context) -> new LedgerEntry(
                        row.getString("contact_key"),
                        new ConsentKey(row.getString("subscription"), Channel.valueOf(row.getString("channel"))),
                        row.getString("change"),
                        row.getString("rule"),
                        Instant.ofEpochMilli(row.getLong("at"))))
                .list());
    }

    static void add(Handle handle, String integration, List<LedgerEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                insert into consent_ledger (integration, contact_key, number, subscription, channel, change, rule, at)
                select :integration, :contactKey, coalesce(max(number), 0) + 1,
                    :subscription, :channel, :change, :rule, :at
                from consent_ledger where integration = :integration and contact_key = :contactKey""");
        for (LedgerEntry entry : entries) {
            batch.bind("integration", integration)
                    .bind("contactKey", entry.contactKey())
                    .bind("subscription", entry.consent().subscription())
                    .bind("channel", entry.consent().channel().name())
                    .bind("change", entry.change())
                    .bind("rule", entry.rule())
                    .bind("at", entry.at().toEpochMilli())
                    .add();
        }
        batch.execute();
    }
}
