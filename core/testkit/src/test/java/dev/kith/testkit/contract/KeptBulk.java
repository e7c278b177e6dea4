package dev.kith.testkit.contract;

import dev.kith.spi.BulkLimits;
import dev.kith.spi.BulkPlan;
import dev.kith.spi.BulkProfileSink;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConsentState;
import dev.kith.spi.ImportJob;
import dev.kith.spi.ImportProgress;
import dev.kith.spi.ImportProgress.State;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.ProfileWrite.Existence;
import dev.kith.spi.ReadBack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Imports of a {@link KeptAudience}. */
class KeptBulk extends KeptSink implements BulkProfileSink {

    KeptBulk(KeptAudience audience, Asking asking) {
        super(audience, asking);
    }

    @Override
    public final BulkLimits limits() {
        return new BulkLimits(1, 1000, asking.has(Flaw.ALLOWS_NO_IMPORT) ? 0 : 1, Duration.ofSeconds(1));
    }

    @Override
    public final Set<String> doubtful(ProfileWrite write) {
        Set<String> doubtful = new HashSet<>();
        write.set().forEach((id, value) -> {
            if (value.toString().startsWith("=")) {
                doubtful.add(id);
            }
        });
        return doubtful;
    }

    @Override
    public final BulkPlan plan(List<ProfileWrite> writes) {
        List<ProfileWrite> rows = new ArrayList<>();
        List<BulkPlan.Single> singles = new ArrayList<>();
        for (ProfileWrite write : writes) {
            boolean fits = fits(write);
            if (fits) {
                rows.add(write);
            }
            if (!fits || asking.has(Flaw.PLANS_TWICE)) {
                singles.add(new BulkPlan.Single(write, "it doesn't fit"));
            }
        }
        return new BulkPlan(rows.isEmpty() ? List.of() : List.of(new BulkPlan.Import("s", rows)), singles);
    }

    private boolean fits(ProfileWrite write) {
        boolean plain = doubtful(write).isEmpty()
                || asking.has(Flaw.IMPORTS_WHAT_IS_DOUBTFUL)
                || asking.has(Flaw.IMPORTS_FORMULAS);
        return plain
                && write.existence() != Existence.KNOWN_NOT_CREATED
                && write.set().keySet().stream().allMatch(KeptSink::isAttribute);
    }

    @Override
    public final ImportJob request(String shape) {
        asking.ask();
        if (asking.has(Flaw.WRITES_WHEN_ASKED_FOR_AN_IMPORT)) {
            audience.profiles.put("b0", new TreeMap<>());
        }
        return new ImportJob("i", shape, "", Instant.EPOCH, Instant.MAX);
    }

    @Override
    public final void upload(ImportJob job, BulkPlan.Import rows) {
        if (asking.answered(Flaw.HIDES_A_BROKEN_UPLOAD)) {
            audience.imports.put(job.id(), 0);
            rows.rows().forEach(this::row);
        }
    }

    private void row(ProfileWrite row) {
        Map<String, String> profile = audience.profiles.computeIfAbsent(row.profileKey(), key -> new TreeMap<>());
        if (asking.has(Flaw.EMPTIES_WHAT_A_ROW_DOES_NOT_NAME)) {
            profile.clear();
        }
        row.set().forEach((id, value) -> profile.merge(id, imported(value), this::joined));
        if (!asking.has(Flaw.IMPORTS_NO_CONSENTS)) {
            row.consents().forEach(change -> consents.imported(row.profileKey(), change));
        }
    }

    private String imported(Object value) {
        boolean computed = asking.has(Flaw.IMPORTS_FORMULAS) && value.toString().startsWith("=");
        return computed ? "0" : value.toString();
    }

    private String joined(String was, String is) {
        return asking.has(Flaw.IMPORTS_ON_TOP) ? was + is : is;
    }

    @Override
    public final ImportProgress progress(ImportJob job) {
        asking.ask();
        Integer asked = audience.imports.get(job.id());
        if (asked == null) {
            return new ImportProgress(State.WAITING_FOR_FILE, "");
        }
        audience.imports.put(job.id(), asked + 1);
        boolean forgotten = asking.has(Flaw.FORGETS_IMPORTS) && asked > 1;
        return new ImportProgress(forgotten ? State.FAILED : asked == 0 ? State.IN_PROGRESS : State.COMPLETED, "");
    }

    @Override
    public final ReadBack readBack(ImportJob job, BulkPlan.Import rows) {
        asking.ask();
        Map<String, List<ConsentState>> found = new HashMap<>();
        Set<String> missed = new HashSet<>();
        for (ProfileWrite row : rows.rows()) {
            if (!audience.profiles.containsKey(row.profileKey()) && !asking.has(Flaw.FINDS_EVERY_ROW)) {
                missed.add(row.profileKey());
            } else if (!row.consents().isEmpty()) {
                found.put(row.profileKey(), audience.consents(row.profileKey()));
            }
        }
        return new ReadBack(found, missed);
    }

    static ConnectorException rejected(String message) {
        return new ConnectorException(ConnectorException.Kind.REJECTED, message);
    }
}
