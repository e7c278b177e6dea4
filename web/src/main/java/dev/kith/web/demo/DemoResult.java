package dev.kith.web.demo;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.Run;
import dev.kith.web.http.Json;
import dev.kith.web.page.RunView;
import dev.kith.web.page.Wording;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the demo's run went.
 *
 * @param took of this process's part of the run
 */
record DemoResult(Run run, Duration took, long audienceCalls, long maxHeapMb) {
    DemoResult {
        requireNonNull(run, "run");
        requireNonNull(took, "took");
    }

    private double seconds() {
        return Math.round(took.toMillis() / 10.0) / 100.0;
    }

    private long contactsPerSecond() {
        return took.isZero() ? 0 : Math.round(run.counts().read() * 1000.0 / took.toMillis());
    }

    /** One line of JSON. */
    String json() {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("state", run.state().word());
        line.put("read", run.counts().read());
        line.put("created", run.counts().created());
        line.put("updated", run.counts().updated());
        line.put("unchanged", run.counts().unchanged());
        line.put("outOfScope", run.counts().outOfScope());
        line.put("consents", run.counts().consents());
        line.put("issues", run.counts().issues());
        line.put("audienceCalls", audienceCalls);
        line.put("seconds", seconds());
        line.put("contactsPerSecond", contactsPerSecond());
        line.put("maxHeapMb", maxHeapMb);
        return Json.text(line);
    }

    /** A table for people. */
    String table() {
        RunView view = new RunView(run, run.endedAt().orElse(run.createdAt()));
        StringBuilder text =
                new StringBuilder("\n" + view.title() + ": " + run.state().word() + " in " + seconds() + " s ("
                        + Wording.number(contactsPerSecond()) + " contacts a second)\n");
        if (!run.cause().isEmpty()) {
            text.append("Cause: ").append(run.cause()).append('\n');
        }
        text.append('\n');
        view.counts().forEach(count -> text.append(row(count.name(), count.value())));
        text.append(row("Audience calls", Wording.number(audienceCalls)));
        text.append(row("Most heap", maxHeapMb + " MB"));
        return text.toString();
    }

    private static String row(String name, String value) {
        return String.format("  %-16s %10s%n", name, value);
    }
}
