package dev.kith.engine.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/** The rows of links, and of the values they left out. */
final class LinkTable {
    private static final int HASH_BYTES = 16;

    private LinkTable() {}

    static void write(Handle handle, String integration, Collection<Link> links) {
        if (links.isEmpty()) {
            return;
        }
        Map<String, Link> last = links.stream()
                .collect(Collectors.toMap(Link::contactKey, Function.identity(), (earlier, later) -> later));
        upsert(handle, last.values());
        replaceLeftOut(handle, integration, last);
        Memberships.follow(handle, integration, last.values());
    }

    static void markSeen(Handle handle, String integration, long run, Collection<String> keys) {
        for (List<String> list : KeyLists.of(keys)) {
            handle.createUpdate("""
                            update link set last_seen_run = :run
                            where integration = :integration and contact_key in (<keys>)""")
                    .bind("run", run)
                    .bind("integration", integration)
                    .bindList("keys", list)
                    .execute();
        }
    }

    static void markDirty(Handle handle, String integration, List<FreedValue> freed) {
        if (freed.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                update link set dirty = 1
                where integration = :integration and contact_key in (
                    select contact_key from link_left_out
                    where integration = :integration and attribute = :attribute and value_hash = :hash)""");
        for (FreedValue value : freed) {
            batch.bind("integration", integration)
                    .bind("attribute", value.attribute())
                    .bind("hash", valueHash(value.value()))
                    .add();
        }
        batch.execute();
    }

    static Link read(ResultSet row, StatementContext context) throws SQLException {
        return new Link(
                row.getString("integration"),
                row.getString("contact_key"),
                row.getBoolean("profile"),
                row.getBoolean("created_here"),
                row.getBoolean("in_scope"),
                LinkJson.delivered(row.getString("delivered")),
                LinkJson.leftOut(row.getString("left_out")),
                LinkJson.consents(row.getString("consents")),
                row.getString("output_hash"),
                row.getString("source_hash"),
                row.getString("rule_set_version"),
                row.getString("reading"),
                row.getBoolean("dirty"),
                row.getLong("last_seen_run"));
    }

    private static void upsert(Handle handle, Collection<Link> links) {
        PreparedBatch batch = handle.prepareBatch("""
                insert into link (integration, contact_key, last_seen_run, profile, created_here, in_scope, dirty,
                    output_hash, source_hash, rule_set_version, reading, delivered, left_out, consents)
                values (:integration, :contactKey, :lastSeenRun, :profile, :createdHere, :inScope, :dirty,
                    :outputHash, :sourceHash, :ruleSetVersion, :reading, :delivered, :leftOut, :consents)
                on conflict (integration, contact_key) do update set
                    last_seen_run = excluded.last_seen_run, profile = excluded.profile,
                    created_here = excluded.created_here, in_scope = excluded.in_scope, dirty = excluded.dirty,
                    output_hash = excluded.output_hash, source_hash = excluded.source_hash,
                    rule_set_version = excluded.rule_set_version, delivered = excluded.delivered,
                    left_out = excluded.left_out, consents = excluded.consents, reading = excluded.reading""");
        links.forEach(link -> bind(batch, link));
        batch.execute();
    }

    private static void bind(PreparedBatch batch, Link link) {
        batch.bind("integration", link.integration())
                .bind("contactKey", link.contactKey())
                .bind("lastSeenRun", link.lastSeenRun())
                .bind("profile", bit(link.profile()))
                .bind("createdHere", bit(link.createdHere()))
                .bind("inScope", bit(link.inScope()))
                .bind("dirty", bit(link.dirty()))
                .bind("outputHash", link.outputHash())
                .bind("sourceHash", link.sourceHash())
                .bind("ruleSetVersion", link.ruleSetVersion())
                .bind("reading", link.reading())
                .bind("delivered", LinkJson.delivered(link.delivered()))
                .bind("leftOut", LinkJson.leftOut(link.leftOut()))
                .bind("consents", LinkJson.consents(link.consents()))
                .add();
    }

    private static void replaceLeftOut(Handle handle, String integration, Map<String, Link> links) {
        for (List<String> list : KeyLists.of(links.keySet())) {
            handle.createUpdate(
                            "delete from link_left_out where integration = :integration and contact_key in (<keys>)")
                    .bind("integration", integration)
                    .bindList("keys", list)
                    .execute();
        }
        PreparedBatch batch = handle.prepareBatch("""
                insert into link_left_out (integration, attribute, value_hash, contact_key)
                values (:integration, :attribute, :hash, :contactKey)""");
        links.values()
                .forEach(link -> link.leftOut()
                        .forEach((attribute, part) -> batch.bind("integration", integration)
                                .bind("attribute", attribute)
                                .bind("hash", valueHash(part.value()))
                                .bind("contactKey", link.contactKey())
                                .add()));
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    private static long bit(boolean value) {
        return value ? 1 : 0;
    }

    /** The same for addresses that differ in case only: they are one key. */
    static String valueHash(String value) {
        return hash(value.strip().toLowerCase(Locale.ROOT));
    }

    static String hash(String value) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, HASH_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
