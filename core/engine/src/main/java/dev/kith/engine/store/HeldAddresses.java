package dev.kith.engine.store;

import dev.kith.spi.ProfileAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The addresses of all profiles as the audience exported them for a run, hashed; gone when the run has ended. */
public final class HeldAddresses {
    private static final String WHOLE = "";

    private final Database database;

    HeldAddresses(Database database) {
        this.database = database;
    }

    /** Whether the run has a whole export. */
    public boolean isWhole(long run) {
        return database.read(handle -> handle.createQuery(
                                "select count(*) from held_address where run = :run and address_hash = :hash")
                        .bind("run", run)
                        .bind("hash", WHOLE)
                        .mapTo(Long.class)
                        .one())
                > 0;
    }

    /** Adds a part of an export; the same row again changes nothing. */
    public void add(long run, List<ProfileAddress> part) {
        database.write(handle -> {
            PreparedBatch batch = batch(handle);
            part.forEach(row -> batch.bind("run", run)
                    .bind("hash", hash(row.address()))
                    .bind("profileKey", row.profileKey().orElse(""))
                    .add());
            return batch.size() == 0 ? 0 : batch.execute().length;
        });
    }

    /** Says that all parts were added. */
    public void whole(long run) {
        database.write(handle -> batch(handle)
                .bind("run", run)
                .bind("hash", WHOLE)
                .bind("profileKey", "")
                .add()
                .execute()
                .length);
    }

    /** Who holds which of these addresses; the empty key stands for a profile without one. */
    public Map<String, Set<String>> holders(long run, Collection<String> addresses) {
        Map<String, String> byHash = addresses.stream()
                .collect(Collectors.toMap(HeldAddresses::hash, Function.identity(), (first, same) -> first));
        Map<String, Set<String>> holders = new HashMap<>();
        database.read(handle -> {
            KeyLists.of(byHash.keySet())
                    .forEach(list -> handle.createQuery("""
                                    select address_hash, profile_key from held_address
                                    where run = :run and address_hash in (<hashes>)""")
                            .bind("run", run)
                            .bindList("hashes", list)
                            .map((row, context) -> List.of(row.getString("address_hash"), row.getString("profile_key")))
                            .forEach(row -> holders.computeIfAbsent(byHash.get(row.get(0)), a -> new HashSet<>())
                                    .add(row.get(1))));
            return true;
        });
        return holders;
    }

    /** Which of these keys a profile with an address has. */
    public Set<String> profiles(long run, Collection<String> keys) {
        return database.read(handle -> {
            Set<String> found = new HashSet<>();
            KeyLists.of(keys)
                    .forEach(list -> found.addAll(handle.createQuery(
                                    "select profile_key from held_address where run = :run and profile_key in (<keys>)")
                            .bind("run", run)
                            .bindList("keys", list)
                            .mapTo(String.class)
                            .list()));
            return found;
        });
    }

    private static PreparedBatch batch(Handle handle) {
        return handle.prepareBatch("""
                insert into held_address (run, address_hash, profile_key) values (:run, :hash, :profileKey)
                on conflict do nothing""");
    }

    private static String hash(String address) {
        return LinkTable.valueHash(address);
    }
}
