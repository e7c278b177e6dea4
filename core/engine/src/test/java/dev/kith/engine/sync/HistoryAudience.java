package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.ConsentKey;
import dev.kith.spi.BulkLimits;
import dev.kith.spi.BulkPlan;
import dev.kith.spi.BulkProfileSink;
import dev.kith.spi.ConsentChange;
import dev.kith.spi.ConsentResult;
import dev.kith.spi.ConsentResult.Outcome;
import dev.kith.spi.ConsentState;
import dev.kith.spi.Export;
import dev.kith.spi.ImportJob;
import dev.kith.spi.ImportProgress;
import dev.kith.spi.ImportProgress.State;
import dev.kith.spi.ProfileAddress;
import dev.kith.spi.ProfileConsents;
import dev.kith.spi.ProfileExporter;
import dev.kith.spi.ProfileReader;
import dev.kith.spi.ProfileSink;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.ProfileWrite.Existence;
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

/** The audience of a history. It remembers who said what, and has each of Kith's consent writes judged. */
final class HistoryAudience implements ProfileSink, BulkProfileSink, ProfileReader, ProfileExporter {
    /**
     * A consent as it stands.
     *
     * @param byPerson whether the person gave or withdrew it here, or on a profile whose opt-outs were carried over
     * @param since by its own clock
     * @param real by Kith's clock
     * @param kiths whether Kith gave it, and neither withdrew it since nor read that the person did
     */
    record Consent(boolean granted, boolean byPerson, boolean kiths, Instant since, Instant real) {}

    /** Judges a consent write just before it is carried out. */
    interface Judge {
        void judge(String key, ConsentKey consent, boolean optIn, Optional<Consent> stands);
    }

    final Map<String, Map<String, Object>> profiles = new TreeMap<>();
    final Map<String, Map<ConsentKey, Consent>> consents = new TreeMap<>();
    Judge judge = (key, consent, optIn, stands) -> {};
    int writes;
    /** How far its clock is ahead of Kith's, and whether it ever was. */
    Duration ahead = Duration.ZERO;

    boolean wasAhead;

    private final HistoryWorld world;
    private final Map<String, BulkPlan.Import> files = new HashMap<>();
    private final Map<String, Integer> asked = new HashMap<>();
    private final Map<String, Instant> foundAt = new HashMap<>();
    private int requests;

    HistoryAudience(HistoryWorld world) {
        this.world = world;
    }

    /** Deletes a profile for good; what the person opted out of is remembered here only for the judge. */
    void erase(String key) {
        world.call("erasure of " + key);
        world.say("  Kith erases " + key);
        profiles.remove(key);
        consents.getOrDefault(key, new HashMap<>()).values().removeIf(Consent::granted);
        world.step("erased " + key);
    }

    /** Whether another profile has this address. */
    boolean isTaken(String key, String email) {
        return profiles.entrySet().stream()
                .anyMatch(other -> !other.getKey().equals(key)
                        && email.equals(other.getValue().get("Email")));
    }

    Optional<Consent> consent(String key, ConsentKey consent) {
        return Optional.ofNullable(consents.getOrDefault(key, Map.of()).get(consent));
    }

    /** When a person opted out, as far as Kith knows: not before a withdrawal found it, which nobody tells the moment of. */
    Instant optedOutAt(String key, ConsentKey consent, Consent optOut) {
        Instant found = foundAt.getOrDefault(key + consent, optOut.since());
        return found.isAfter(optOut.since()) ? found : optOut.since();
    }

    void person(String key, ConsentKey consent, boolean granted) {
        boolean kiths = consent(key, consent).filter(Consent::kiths).isPresent();
        put(key, consent, new Consent(granted, true, kiths, now(), world.clock.instant()));
    }

    private Instant now() {
        return world.clock.instant().plus(ahead);
    }

    private void put(String key, ConsentKey consent, Consent now) {
        consents.computeIfAbsent(key, any -> new HashMap<>()).put(consent, now);
    }

    @Override
    public List<WriteResult> write(List<ProfileWrite> batch) {
        return batch.stream().map(this::one).toList();
    }

    private WriteResult one(ProfileWrite write) {
        writes++;
        String key = write.profileKey();
        world.call("write of " + key);
        boolean there = profiles.containsKey(key);
        if (!there && write.existence() == Existence.KNOWN_NOT_CREATED) {
            return new WriteResult(Effect.NONE, List.of(), List.of(), Optional.empty());
        }
        List<WriteResult.LeftOut> leftOut = attributes(write);
        List<ConsentResult> results = new ArrayList<>();
        for (ConsentChange change : write.consents()) {
            world.call("consent of " + key);
            results.add(consent(key, change));
        }
        world.step("written " + key);
        return new WriteResult(there ? Effect.UPDATED : Effect.CREATED, leftOut, results, Optional.empty());
    }

    private List<WriteResult.LeftOut> attributes(ProfileWrite write) {
        Map<String, Object> set = new TreeMap<>(write.set());
        List<WriteResult.LeftOut> leftOut = new ArrayList<>();
        boolean taken = set.get("Email") instanceof String email && isTaken(write.profileKey(), email);
        if (taken) {
            set.remove("Email");
            leftOut.add(new WriteResult.LeftOut("Email", "Taken.", true));
        }
        Map<String, Object> profile = profiles.computeIfAbsent(write.profileKey(), any -> new TreeMap<>());
        profile.putAll(set);
        profile.keySet().removeAll(write.clear());
        world.say("  Kith writes " + write.profileKey() + " " + set + " clears " + write.clear());
        return leftOut;
    }

    private ConsentResult consent(String key, ConsentChange change) {
        ConsentKey consent = new ConsentKey(change.subscription(), change.channel());
        boolean optIn = change.type() == ConsentChange.Type.OPT_IN;
        Optional<Consent> stands = consent(key, consent);
        boolean granted = stands.filter(Consent::granted).isPresent();
        Optional<Instant> optedOut = stands.filter(now -> !now.granted()).map(Consent::since);
        boolean overridden = change.overrides(optedOut);
        Outcome outcome = Outcome.WRITTEN;
        if (optIn && optedOut.isPresent() && !overridden) {
            outcome = Outcome.OPT_OUT_KEPT;
        } else if (optIn ? granted : optedOut.isPresent()) {
            outcome = Outcome.ALREADY;
        }
        world.say("  Kith " + (optIn ? "opts in " : "opts out ") + key + " " + consent + ": " + outcome);
        if (outcome == Outcome.WRITTEN) {
            judge.judge(key, consent, optIn, stands);
            boolean carried = change.reason().equals(CarriedOptOuts.REASON);
            put(key, consent, new Consent(optIn, carried, optIn, now(), world.clock.instant()));
        } else {
            Consent now = stands.orElseThrow();
            if (!optIn) {
                foundAt.put(key + consent, world.clock.instant());
            }
            put(key, consent, new Consent(now.granted(), now.byPerson(), now.granted(), now.since(), now.real()));
        }
        Optional<Instant> ours =
                optIn ? Optional.empty() : consent(key, consent).map(Consent::since);
        Optional<Instant> at = switch (outcome) {
            case OPT_OUT_KEPT -> optedOut;
            case WRITTEN -> ours;
            case ALREADY, REFUSED -> Optional.empty();
        };
        return new ConsentResult(change.subscription(), change.channel(), outcome, at, "");
    }

    @Override
    public BulkLimits limits() {
        return new BulkLimits(1, 10_000, 2, Duration.ofSeconds(10));
    }

    @Override
    public BulkPlan plan(List<ProfileWrite> rows) {
        return new BulkPlan(List.of(new BulkPlan.Import("shape", rows)), List.of());
    }

    @Override
    public ImportJob request(String shape) {
        world.call("import requested");
        requests++;
        Instant now = world.clock.instant();
        return new ImportJob("i-" + requests, shape, "ticket", now, now.plusSeconds(60));
    }

    @Override
    public void upload(ImportJob job, BulkPlan.Import rows) {
        world.call("upload");
        files.put(job.id(), rows);
        world.step("uploaded");
    }

    @Override
    public ImportProgress progress(ImportJob job) {
        world.call("progress of " + job.id());
        if (!files.containsKey(job.id())) {
            return new ImportProgress(State.WAITING_FOR_FILE, "");
        }
        int times = asked.merge(job.id(), 1, Integer::sum);
        if (times < 3) {
            return new ImportProgress(times == 1 ? State.QUEUED : State.IN_PROGRESS, "");
        }
        if (times == 3) {
            requireNonNull(files.get(job.id())).rows().forEach(this::imported);
        }
        return new ImportProgress(State.COMPLETED, "");
    }

    private void imported(ProfileWrite row) {
        writes++;
        attributes(row);
        row.consents().forEach(change -> consent(row.profileKey(), change));
    }

    @Override
    public ReadBack readBack(ImportJob job, BulkPlan.Import rows) {
        world.call("read back");
        Set<String> missed = new HashSet<>();
        Map<String, List<ConsentState>> read = new HashMap<>();
        for (ProfileWrite row : rows.rows()) {
            Map<String, Object> profile = profiles.getOrDefault(row.profileKey(), Map.of());
            if (profile.entrySet().containsAll(row.set().entrySet())) {
                read.put(row.profileKey(), states(row.profileKey()));
            } else {
                missed.add(row.profileKey());
            }
        }
        return new ReadBack(read, missed);
    }

    @Override
    public Optional<List<ConsentState>> consents(String profileKey) {
        world.call("consents of " + profileKey);
        consents.getOrDefault(profileKey, new HashMap<>())
                .replaceAll((key, now) -> new Consent(
                        now.granted(), now.byPerson(), now.granted() && now.kiths(), now.since(), now.real()));
        return profiles.containsKey(profileKey) ? Optional.of(states(profileKey)) : Optional.empty();
    }

    private List<ConsentState> states(String key) {
        return consents.getOrDefault(key, Map.of()).entrySet().stream()
                .map(entry -> new ConsentState(
                        entry.getKey().subscription(),
                        entry.getKey().channel(),
                        entry.getValue().granted(),
                        Optional.of(entry.getValue().since())))
                .toList();
    }

    @Override
    public Export<ProfileConsents> exportConsents() {
        world.call("export of consents");
        return export(consents.keySet().stream()
                .map(key -> new ProfileConsents(key, states(key)))
                .toList());
    }

    @Override
    public Export<ProfileAddress> exportAddresses() {
        world.call("export of addresses");
        List<ProfileAddress> rows = new ArrayList<>();
        profiles.forEach((key, profile) -> List.of("Email", "Mobile")
                .forEach(address -> Optional.ofNullable(profile.get(address))
                        .ifPresent(value -> rows.add(new ProfileAddress(String.valueOf(value), Optional.of(key))))));
        return export(rows);
    }

    private static <T> Export<T> export(List<T> all) {
        Iterator<T> rows = List.copyOf(all).iterator();
        return new Export<>() {
            @Override
            public Optional<T> next() {
                return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
            }

            @Override
            public void close() {}
        };
    }
}
