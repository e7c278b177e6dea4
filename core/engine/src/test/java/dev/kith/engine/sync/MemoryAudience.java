package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.BulkLimits;
import dev.kith.spi.BulkPlan;
import dev.kith.spi.BulkProfileSink;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.ConsentChange;
import dev.kith.spi.ConsentResult;
import dev.kith.spi.ConsentResult.Outcome;
import dev.kith.spi.Export;
import dev.kith.spi.ImportJob;
import dev.kith.spi.ImportProgress;
import dev.kith.spi.ImportProgress.State;
import dev.kith.spi.ProfileAddress;
import dev.kith.spi.ProfileConsents;
import dev.kith.spi.ProfileExporter;
import dev.kith.spi.ProfileSink;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.ReadBack;
import dev.kith.spi.WriteResult;
import dev.kith.spi.WriteResult.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** An audience in memory: an import is queued, then in progress, then ended: with the third question about it. */
final class MemoryAudience implements ProfileSink, BulkProfileSink, ProfileExporter {
    final Map<String, Map<String, Object>> profiles = new TreeMap<>();
    final Map<String, Set<String>> consents = new TreeMap<>();
    final List<Integer> uploads = new ArrayList<>();
    final Set<String> single = new TreeSet<>();
    final List<ProfileWrite> writes = new ArrayList<>();
    final Set<String> lostRows = new HashSet<>();
    /** Empty for all rows. */
    Set<String> sampled = Set.of();

    final List<ProfileAddress> others = new ArrayList<>();
    int requests;
    int exports;
    State ending = State.COMPLETED;
    /** With which question about it an import has ended. */
    int looks = 3;

    private final Map<String, BulkPlan.Import> files = new HashMap<>();
    private final Map<String, Integer> asked = new HashMap<>();

    @Override
    public List<WriteResult> write(List<ProfileWrite> writes) {
        return writes.stream().map(this::one).toList();
    }

    private WriteResult one(ProfileWrite write) {
        single.add(write.profileKey());
        writes.add(write);
        Effect effect = profiles.containsKey(write.profileKey()) ? Effect.UPDATED : Effect.CREATED;
        apply(write);
        List<ConsentResult> done = write.consents().stream()
                .map(c -> new ConsentResult(c.subscription(), c.channel(), Outcome.WRITTEN, Optional.empty(), ""))
                .toList();
        return new WriteResult(effect, List.of(), done, Optional.empty());
    }

    private void apply(ProfileWrite write) {
        Map<String, Object> profile = profiles.computeIfAbsent(write.profileKey(), key -> new TreeMap<>());
        profile.putAll(write.set());
        profile.keySet().removeAll(write.clear());
        Set<String> given = consents.computeIfAbsent(write.profileKey(), key -> new TreeSet<>());
        for (ConsentChange change : write.consents()) {
            String consent = change.subscription() + " " + change.channel();
            if (change.type() == ConsentChange.Type.OPT_IN) {
                given.add(consent);
            } else {
                given.remove(consent);
            }
        }
    }

    @Override
    public BulkLimits limits() {
        return new BulkLimits(2, 10_000, 2, Duration.ofSeconds(10));
    }

    @Override
    public Set<String> doubtful(ProfileWrite write) {
        return write.set().entrySet().stream()
                .filter(e -> e.getValue().toString().startsWith("="))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    @Override
    public BulkPlan plan(List<ProfileWrite> writes) {
        return new BulkPlan(List.of(new BulkPlan.Import("shape", writes)), List.of());
    }

    @Override
    public ImportJob request(String shape) {
        requests++;
        return new ImportJob("i-" + requests, shape, "ticket", Instant.EPOCH, Instant.EPOCH.plusSeconds(60));
    }

    @Override
    public void upload(ImportJob job, BulkPlan.Import rows) {
        uploads.add(rows.rows().size());
        files.put(job.id(), rows);
    }

    @Override
    public ImportProgress progress(ImportJob job) {
        if (!files.containsKey(job.id())) {
            return new ImportProgress(State.WAITING_FOR_FILE, "");
        }
        int times = asked.merge(job.id(), 1, Integer::sum);
        if (times < looks) {
            return new ImportProgress(times == 1 ? State.QUEUED : State.IN_PROGRESS, "");
        }
        if (times == looks && ending == State.COMPLETED) {
            requireNonNull(files.get(job.id())).rows().stream()
                    .filter(row -> !lostRows.contains(row.profileKey()))
                    .forEach(this::apply);
        }
        return new ImportProgress(ending, "");
    }

    @Override
    public ReadBack readBack(ImportJob job, BulkPlan.Import rows) {
        Set<String> missed = new HashSet<>();
        for (ProfileWrite row : rows.rows()) {
            Map<String, Object> profile = profiles.getOrDefault(row.profileKey(), Map.of());
            boolean read = sampled.isEmpty() || sampled.contains(row.profileKey());
            if (read && !profile.entrySet().containsAll(row.set().entrySet())) {
                missed.add(row.profileKey());
            }
        }
        return new ReadBack(Map.of(), missed);
    }

    @Override
    public Export<ProfileConsents> exportConsents() {
        throw new ConnectorException(Kind.BUG, "not asked for");
    }

    @Override
    public Export<ProfileAddress> exportAddresses() {
        exports++;
        Iterator<ProfileAddress> rows = others.iterator();
        return new Export<>() {
            @Override
            public Optional<ProfileAddress> next() {
                return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
            }

            @Override
            public void close() {}
        };
    }
}
