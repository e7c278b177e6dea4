package dev.kith.web.bench;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.RunCounts;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one run cost.
 *
 * @param way {@code bulk} or {@code one by one}
 * @param pass {@code first}, {@code unchanged} or {@code 1 % changed}
 * @param audience with the sample
 * @param sampled contacts read back after imports
 * @param sampleCalls what that cost
 */
record Measured(
        String way,
        String pass,
        String state,
        RunCounts counts,
        long crmCalls,
        AudienceCalls audience,
        long sampled,
        long sampleCalls,
        Duration took) {
    Measured {
        requireNonNull(way, "way");
        requireNonNull(pass, "pass");
        requireNonNull(state, "state");
        requireNonNull(counts, "counts");
        requireNonNull(audience, "audience");
        requireNonNull(took, "took");
    }

    long changed() {
        return counts.created() + counts.updated();
    }

    /** Without the sample. */
    long audienceCalls() {
        return audience.all() - sampleCalls;
    }

    double crmPerThousandRead() {
        return perThousand(crmCalls, counts.read());
    }

    double audiencePerThousandChanged() {
        return perThousand(audienceCalls(), changed());
    }

    private static double perThousand(long calls, long contacts) {
        return contacts == 0 ? 0 : Math.round(calls * 10_000.0 / contacts) / 10.0;
    }

    Map<String, Object> json() {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("way", way);
        line.put("pass", pass);
        line.put("state", state);
        line.put("read", counts.read());
        line.put("changed", changed());
        line.put("issues", counts.issues());
        line.put("crmCalls", crmCalls);
        line.put("crmCallsPer1000Read", crmPerThousandRead());
        line.put("audienceCalls", audienceCalls());
        line.put("audienceCallsPer1000Changed", audiencePerThousandChanged());
        line.put("imports", audience.imports());
        line.put("polls", audience.polls());
        line.put("exports", audience.exports());
        line.put("profileWrites", audience.profileWrites());
        line.put("profileReads", audience.profileReads() - sampleCalls);
        line.put("other", audience.other());
        line.put("writes", audience.writes());
        line.put("sampledContacts", sampled);
        line.put("sampleCalls", sampleCalls);
        line.put("seconds", Math.round(took.toMillis() / 100.0) / 10.0);
        return line;
    }
}
