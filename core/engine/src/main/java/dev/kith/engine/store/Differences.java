package dev.kith.engine.store;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/** Reads what runs that write nothing would have changed; it is written when their batches are settled. */
public final class Differences {
    private static final String WANTED = """
             from run_difference where run = :run
                and (:key = '' or contact_key = :key)
                and (:kind = '' or kinds like :kind escape '!')
                and (:attribute = '' or attributes like :attribute escape '!')
            """;

    private final Database database;

    Differences(Database database) {
        this.database = database;
    }

    /** At most {@code limit} differences, by contact key, after that key; an empty key starts at the first. */
    public List<Difference> page(long run, DifferenceFilter filter, String afterKey, int limit) {
        return database.read(handle -> bind(
                        handle.createQuery("select contact_key, changes" + WANTED
                                + " and contact_key > :after order by contact_key limit :limit"),
                        run,
                        filter)
                .bind("after", afterKey)
                .bind("limit", limit)
                .map((row, context) ->
                        new Difference(row.getString("contact_key"), DifferenceJson.changes(row.getString("changes"))))
                .list());
    }

    /** How many contacts pass the filter. */
    public long count(long run, DifferenceFilter filter) {
        return database.read(handle -> bind(handle.createQuery("select count(*)" + WANTED), run, filter)
                .mapTo(Long.class)
                .one());
    }

    /** How many contacts have a change of each kind that is there. */
    public Map<ChangeKind, Long> summary(long run) {
        Map<ChangeKind, Long> summary = new EnumMap<>(ChangeKind.class);
        database.read(handle -> handle.createQuery(
                                "select kinds, count(*) as contacts from run_difference where run = :run group by kinds")
                        .bind("run", run)
                        .map((row, context) -> Map.entry(row.getString("kinds"), row.getLong("contacts")))
                        .list())
                .forEach(entry -> entry.getKey()
                        .lines()
                        .flatMap(word -> ChangeKind.of(word).stream())
                        .forEach(kind -> summary.merge(kind, entry.getValue(), Long::sum)));
        return summary;
    }

    static void add(Handle handle, long run, Collection<Difference> differences) {
        if (differences.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                insert into run_difference (run, contact_key, kinds, attributes, changes)
                values (:run, :contactKey, :kinds, :attributes, :changes)
                on conflict (run, contact_key) do nothing""");
        for (Difference difference : differences) {
            batch.bind("run", run)
                    .bind("contactKey", difference.contactKey())
                    .bind(
                            "kinds",
                            lines(difference.changes().stream()
                                    .map(change -> change.kind().word())))
                    .bind(
                            "attributes",
                            lines(difference.changes().stream()
                                    .filter(change -> change.kind() == ChangeKind.ATTRIBUTE)
                                    .map(Change::name)))
                    .bind("changes", DifferenceJson.text(difference.changes()))
                    .add();
        }
        batch.execute();
    }

    private static Query bind(Query query, long run, DifferenceFilter filter) {
        return query.bind("run", run)
                .bind("key", filter.contactKey().orElse(""))
                .bind("kind", pattern(filter.kind().map(ChangeKind::word)))
                .bind("attribute", pattern(filter.attribute()));
    }

    private static String pattern(Optional<String> name) {
        return name.map(text -> "%\n" + oneLine(text).replaceAll("([!%_])", "!$1") + "\n%")
                .orElse("");
    }

    private static String lines(Stream<String> names) {
        return names.distinct().sorted().map(Differences::oneLine).collect(joining("\n", "\n", "\n"));
    }

    private static String oneLine(String name) {
        return name.replace('\n', ' ');
    }
}
