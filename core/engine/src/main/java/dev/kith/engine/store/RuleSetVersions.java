package dev.kith.engine.store;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Update;

/** The rule sets that were ever activated, and which one decides now. */
public final class RuleSetVersions {
    private static final Set<String> NEEDS_FULL_SYNC = Set.of("mapping", "consent");
    private static final RowMapper<ActiveVersion> TEXTS = (row, context) -> new ActiveVersion(
            row.getString("version"), RuleTexts.of(row), Instant.ofEpochMilli(row.getLong("activated_at")));

    private final Database database;
    private final Clock clock;

    RuleSetVersions(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Makes a version the one that decides, and says so in the audit log, in one transaction; without effect when it
     * already is.
     *
     * @param next the texts; the moment is ignored
     * @param changed the kinds of rules that are others than before: {@code condition}, {@code mapping}, {@code consent}
     */
    public void activate(String integration, ActiveVersion next, Collection<String> changed, AuditEntry audit) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        database.write(handle -> active(handle, integration)
                        .filter(active -> active.version().equals(next.version()))
                        .isPresent()
                || (upsert(handle, integration, next, now)
                        && log(handle, integration, next, changed, now)
                        && Audit.add(handle, audit)));
    }

    public Optional<ActiveVersion> active(String integration) {
        return database.read(handle -> active(handle, integration));
    }

    /** Every version that was ever active, the last activated first. */
    public List<VersionInfo> list(String integration) {
        return database.read(handle -> handle.createQuery("""
                        select version, activated_at, activation = max(activation) over () as active
                        from rule_set_version where integration = :integration order by activation desc""")
                .bind("integration", integration)
                .map((row, context) -> new VersionInfo(
                        row.getString("version"),
                        Instant.ofEpochMilli(row.getLong("activated_at")),
                        row.getLong("active") == 1))
                .list());
    }

    /** A version by its name, or by a beginning of it that no other has. */
    public Optional<ActiveVersion> find(String integration, String beginning) {
        List<ActiveVersion> found = database.read(handle -> handle.createQuery("""
                        select * from rule_set_version
                        where integration = :integration and substr(version, 1, :length) = :beginning limit 2""")
                .bind("integration", integration)
                .bind("length", beginning.length())
                .bind("beginning", beginning)
                .map(TEXTS)
                .list());
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /**
     * Whether no full sync has completed yet, or mappings or consents were changed since the last one began; conditions
     * don't count.
     */
    public Optional<FullSyncDue> fullSyncDue(String integration) {
        return database.read(handle -> {
            Optional<Long> last = handle.createQuery("""
                            select max(created_at) from run
                            where integration = :integration and kind = 'full' and state = 'completed'""")
                    .bind("integration", integration)
                    .mapTo(Long.class)
                    .findOne();
            return last.isEmpty() ? Optional.of(FullSyncDue.first()) : changedSince(handle, integration, last.get());
        });
    }

    private static Optional<FullSyncDue> changedSince(Handle handle, String integration, long lastFull) {
        List<Changed> changes = handle.createQuery("""
                        select activated_at, changed from rule_set_activation
                        where integration = :integration and number > 1 and activated_at >= :lastFull
                        order by number""")
                .bind("integration", integration)
                .bind("lastFull", lastFull)
                .map((row, context) ->
                        new Changed(Instant.ofEpochMilli(row.getLong("activated_at")), row.getString("changed")))
                .list();
        List<Changed> needing =
                changes.stream().filter(change -> !change.needing().isEmpty()).toList();
        return needing.stream()
                .findFirst()
                .map(first -> new FullSyncDue(
                        needing.stream()
                                .flatMap(change -> change.needing().stream())
                                .collect(Collectors.toSet()),
                        Optional.of(first.at())));
    }

    private record Changed(Instant at, String kinds) {
        Set<String> needing() {
            Set<String> needing = new TreeSet<>(Arrays.asList(kinds.split(",", -1)));
            needing.retainAll(NEEDS_FULL_SYNC);
            return needing;
        }
    }

    private static Optional<ActiveVersion> active(Handle handle, String integration) {
        return handle.createQuery("""
                        select * from rule_set_version where integration = :integration
                        order by activation desc limit 1""")
                .bind("integration", integration)
                .map(TEXTS)
                .findOne();
    }

    private static boolean upsert(Handle handle, String integration, ActiveVersion next, Instant now) {
        Update insert = handle.createUpdate("""
                                insert into rule_set_version (integration, version, activation, activated_at,
                                    conditions, mappings, consents, schema_yaml)
                                select :integration, :version, coalesce(max(activation), 0) + 1, :at,
                                    :conditions, :mappings, :consents, :schema
                                from rule_set_version where integration = :integration
                                on conflict (integration, version) do update set
                                    activation = excluded.activation, activated_at = excluded.activated_at""")
                .bind("integration", integration)
                .bind("version", next.version())
                .bind("at", now.toEpochMilli());
        return next.texts().bindTo(insert).execute() == 1;
    }

    private static boolean log(
            Handle handle, String integration, ActiveVersion next, Collection<String> changed, Instant now) {
        return handle.createUpdate("""
                                insert into rule_set_activation (integration, number, version, activated_at, changed)
                                select :integration, activation, :version, :at, :changed
                                from rule_set_version where integration = :integration and version = :version""")
                        .bind("integration", integration)
                        .bind("version", next.version())
                        .bind("at", now.toEpochMilli())
                        .bind("changed", String.join(",", changed))
                        .execute()
                == 1;
    }
}
