package dev.kith.testkit.contract;

import dev.kith.spi.AudienceDescription;
import dev.kith.spi.BulkLimits;
import dev.kith.spi.BulkPlan;
import dev.kith.spi.BulkProfileSink;
import dev.kith.spi.Connector;
import dev.kith.spi.ConsentChange;
import dev.kith.spi.ConsentResult;
import dev.kith.spi.ConsentState;
import dev.kith.spi.ImportJob;
import dev.kith.spi.ImportProgress;
import dev.kith.spi.ImportProgress.State;
import dev.kith.spi.ProfileReader;
import dev.kith.spi.ProfileSink;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.ProfileWrite.Existence;
import dev.kith.spi.ReadBack;
import dev.kith.spi.WriteResult;
import dev.kith.spi.WriteResult.Effect;
import dev.kith.testkit.contract.KeptAudience.Flaw;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Does what the SPI promises, but for its flaw. */
final class KeptConnector implements Connector, ProfileSink, ProfileReader, BulkProfileSink {
    private final KeptAudience audience;
    private final Flaw flaw;
    private final KeptConsents consents;

    KeptConnector(KeptAudience audience, Flaw flaw) {
        this.audience = audience;
        this.flaw = flaw;
        consents = new KeptConsents(audience, flaw);
    }

    @Override
    public List<WriteResult> write(List<ProfileWrite> writes) {
        List<WriteResult> results = new ArrayList<>();
        for (ProfileWrite write : writes) {
            if (flaw != Flaw.LOSES_A_WRITE || results.size() != 7) {
                results.add(one(write));
            }
        }
        return results;
    }

    private WriteResult one(ProfileWrite write) {
        boolean there = audience.profiles.containsKey(write.profileKey());
        boolean creates = write.existence() != Existence.KNOWN_NOT_CREATED || flaw == Flaw.CREATES_OUT_OF_SCOPE;
        if (!there && (!creates || (flaw == Flaw.TRUSTS_HINTS && write.existence() == Existence.KNOWN))) {
            return new WriteResult(Effect.NONE, List.of(), List.of(), Optional.empty());
        }
        List<WriteResult.LeftOut> leftOut = new ArrayList<>();
        Map<String, String> profile = audience.profiles.computeIfAbsent(write.profileKey(), key -> new TreeMap<>());
        write.set().forEach((id, value) -> {
            if (isAttribute(id)) {
                profile.put(id, value.toString());
            } else {
                leftOut.add(new WriteResult.LeftOut(id, "There is no such attribute."));
            }
        });
        for (String id : write.clear()) {
            if (!id.equals(KeptAudience.EMAIL) || flaw == Flaw.CLEARS_ADDRESSES) {
                profile.remove(id);
            } else {
                leftOut.add(new WriteResult.LeftOut(id, "It is a key."));
            }
        }
        boolean stops = flaw == Flaw.STOPS_AT_A_REFUSAL && !leftOut.isEmpty();
        List<ConsentResult> given = (stops ? List.<ConsentChange>of() : write.consents())
                .stream()
                        .map(change -> consents.single(write.profileKey(), change))
                        .toList();
        return new WriteResult(there ? Effect.UPDATED : Effect.CREATED, leftOut, given, Optional.empty());
    }

    private static boolean isAttribute(String id) {
        return KeptAudience.DESCRIPTION.attributes().stream().anyMatch(a -> a.id().equals(id));
    }

    @Override
    public Optional<List<ConsentState>> consents(String profileKey) {
        boolean there = audience.profiles.containsKey(profileKey) || flaw == Flaw.READS_NOBODY_AS_SOMEBODY;
        return there ? Optional.of(audience.consents(profileKey)) : Optional.empty();
    }

    @Override
    public BulkLimits limits() {
        return new BulkLimits(1, 1000, 1, Duration.ofSeconds(1));
    }

    @Override
    public Set<String> doubtful(ProfileWrite write) {
        Set<String> doubtful = new HashSet<>();
        write.set().forEach((id, value) -> {
            if (value.toString().startsWith("=")) {
                doubtful.add(id);
            }
        });
        return doubtful;
    }

    @Override
    public BulkPlan plan(List<ProfileWrite> writes) {
        List<ProfileWrite> rows = new ArrayList<>();
        List<BulkPlan.Single> singles = new ArrayList<>();
        for (ProfileWrite write : writes) {
            boolean plain =
                    doubtful(write).isEmpty() || flaw == Flaw.IMPORTS_WHAT_IS_DOUBTFUL || flaw == Flaw.IMPORTS_FORMULAS;
            boolean fits = write.existence() != Existence.KNOWN_NOT_CREATED
                    && write.set().keySet().stream().allMatch(KeptConnector::isAttribute);
            if (plain && fits) {
                rows.add(write);
            } else {
                singles.add(new BulkPlan.Single(write, "it doesn't fit"));
            }
        }
        return new BulkPlan(rows.isEmpty() ? List.of() : List.of(new BulkPlan.Import("s", rows)), singles);
    }

    @Override
    public ImportJob request(String shape) {
        if (flaw == Flaw.WRITES_WHEN_ASKED_FOR_AN_IMPORT) {
            audience.profiles.put("b0", new TreeMap<>());
        }
        return new ImportJob("i", shape, "", Instant.EPOCH, Instant.MAX);
    }

    @Override
    public void upload(ImportJob job, BulkPlan.Import rows) {
        audience.imports.put(job.id(), 0);
        rows.rows().forEach(this::row);
    }

    private void row(ProfileWrite row) {
        Map<String, String> profile = audience.profiles.computeIfAbsent(row.profileKey(), key -> new TreeMap<>());
        if (flaw == Flaw.EMPTIES_WHAT_A_ROW_DOES_NOT_NAME) {
            profile.clear();
        }
        Map<String, Object> set = new HashMap<>(row.set());
        if (flaw == Flaw.IMPORTS_FORMULAS) {
            set.replaceAll((id, value) -> value.toString().startsWith("=") ? "0" : value);
        }
        set.forEach((id, value) -> profile.put(id, value.toString()));
        row.consents().forEach(change -> consents.imported(row.profileKey(), change));
    }

    @Override
    public ImportProgress progress(ImportJob job) {
        Integer asked = audience.imports.get(job.id());
        if (asked == null) {
            return new ImportProgress(State.WAITING_FOR_FILE, "");
        }
        audience.imports.put(job.id(), asked + 1);
        boolean forgotten = flaw == Flaw.FORGETS_IMPORTS && asked > 1;
        return new ImportProgress(forgotten ? State.FAILED : asked == 0 ? State.IN_PROGRESS : State.COMPLETED, "");
    }

    @Override
    public ReadBack readBack(ImportJob job, BulkPlan.Import rows) {
        Map<String, List<ConsentState>> found = new HashMap<>();
        Set<String> missed = new HashSet<>();
        for (ProfileWrite row : rows.rows()) {
            if (!audience.profiles.containsKey(row.profileKey()) && flaw != Flaw.FINDS_EVERY_ROW) {
                missed.add(row.profileKey());
            } else if (!row.consents().isEmpty()) {
                found.put(row.profileKey(), audience.consents(row.profileKey()));
            }
        }
        return new ReadBack(found, missed);
    }

    @Override
    public List<String> check() {
        return List.of();
    }

    @Override
    public AudienceDescription describe() {
        return KeptAudience.DESCRIPTION;
    }

    @Override
    public void close() {}
}
