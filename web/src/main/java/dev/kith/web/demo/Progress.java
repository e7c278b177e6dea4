package dev.kith.web.demo;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.Run;
import dev.kith.web.page.RunView;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;

/** Says on a terminal how far a run is: as a bar that moves, or as a line now and then where there is no terminal. */
final class Progress {
    private static final int WIDTH = 32;
    private static final long STEP_PER_CENT = 10;
    private static final Duration STEP = Duration.ofSeconds(5);

    private final PrintStream out;
    private final boolean terminal;
    private final Clock clock;
    private final Instant begun;
    private Instant lastLine;
    private long lastStep;

    Progress(PrintStream out, boolean terminal, Clock clock) {
        this.out = requireNonNull(out, "out");
        this.terminal = terminal;
        this.clock = requireNonNull(clock, "clock");
        this.begun = clock.instant();
        this.lastLine = begun;
    }

    void show(Run run) {
        if (terminal) {
            out.print("\r" + bar(run) + " " + words(run) + "\u001b[K");
            out.flush();
        } else if (isDue(run)) {
            out.println(words(run));
        }
    }

    void end() {
        if (terminal) {
            out.print("\r\u001b[K");
            out.flush();
        }
    }

    private boolean isDue(Run run) {
        Instant now = clock.instant();
        long step = percent(run).orElse(0) / STEP_PER_CENT;
        boolean due = step > lastStep || Duration.between(lastLine, now).compareTo(STEP) >= 0;
        if (due) {
            lastStep = Math.max(step, lastStep);
            lastLine = now;
        }
        return due;
    }

    private String bar(Run run) {
        int done = (int) (percent(run).orElse(0) * WIDTH / 100);
        return "[" + "#".repeat(done) + "-".repeat(WIDTH - done) + "]";
    }

    private String words(Run run) {
        RunView view = new RunView(run, clock.instant());
        OptionalLong percent = percent(run);
        String share = percent.isPresent() ? String.format(Locale.ENGLISH, "%3d %%  ", percent.getAsLong()) : "";
        double seconds =
                Math.max(0.001, Duration.between(begun, clock.instant()).toMillis() / 1000.0);
        long speed = Math.round(run.counts().read() / seconds);
        return share + view.progress() + ", " + speed + "/s, " + view.issuesInWords();
    }

    private OptionalLong percent(Run run) {
        return new RunView(run, clock.instant()).percent();
    }
}
