package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.home.IntegrationSettings;
import dev.kith.engine.rules.RuleSet;
import dev.kith.engine.store.FullRunOpen;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunIssue;
import dev.kith.engine.store.RunKind;
import dev.kith.engine.store.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One CRM connected to one audience: what the REST API and the page ask of it. Thread-safe. */
public final class Integration implements AutoCloseable {
    /** Far more than can wait at once. */
    private static final int OPEN_RUNS = 1_000;

    private final IntegrationSettings settings;
    private final Systems systems;
    private final Store store;
    private final Worker worker;
    private final Events events;
    private final Rulebook rules;
    private boolean eventsStarted;

    Integration(
            IntegrationSettings settings, Systems systems, Rulebook rules, Store store, Worker worker, Events events) {
        this.settings = requireNonNull(settings, "settings");
        this.systems = requireNonNull(systems, "systems");
        this.rules = requireNonNull(rules, "rules");
        this.store = requireNonNull(store, "store");
        this.worker = requireNonNull(worker, "worker");
        this.events = requireNonNull(events, "events");
    }

    public String id() {
        return settings.id();
    }

    public String name() {
        return settings.name();
    }

    public String crmTitle() {
        return systems.crmTitle();
    }

    public String audienceTitle() {
        return systems.audienceTitle();
    }

    /** Why no run can start now; empty when it is ready. */
    public List<String> problems() {
        return systems.problems();
    }

    public Optional<RuleSet> ruleSet() {
        return systems.ruleSet();
    }

    /** Where the files of the rule set are. */
    public Path rulesFolder() {
        return systems.rulesFolder();
    }

    /** Checks both systems live, and the rule set against them. Blocks. */
    public List<String> check() {
        List<String> found = new ArrayList<>(systems.check());
        found.addAll(events.check());
        return found;
    }

    /** The rule sets: which one decides, what the files hold, which ones there were. */
    public Rulebook rules() {
        return rules;
    }

    /** The way of single changes. */
    public Events events() {
        return events;
    }

    /**
     * Starts a run in the background.
     *
     * @param force writes also what hasn't changed
     * @throws RunRefused when the integration isn't ready, or a full sync runs already (D20)
     */
    public Run start(RunKind kind, boolean force) throws RunRefused {
        if (!problems().isEmpty()) {
            throw new RunRefused(
                    "Integration \"" + id() + "\" isn't ready: " + String.join(" ", problems()), OptionalLong.empty());
        }
        if (!events.enabled()) {
            throw new RunRefused("Integration \"" + id() + "\" is disabled. Enable it first.", OptionalLong.empty());
        }
        try {
            String version = systems.ruleSet().orElseThrow().version();
            Run run = store.runs().create(id(), kind, force, version);
            worker.take(run);
            return run;
        } catch (FullRunOpen e) {
            throw new RunRefused(String.valueOf(e.getMessage()), OptionalLong.of(e.run()));
        }
    }

    /** Asks a run to stop within a page; empty when there is no such run. */
    public Optional<Run> cancel(long run) {
        if (run(run).isEmpty()) {
            return Optional.empty();
        }
        store.runs().requestCancel(run);
        worker.cancel(run);
        return run(run);
    }

    public Optional<Run> run(long id) {
        return store.runs().find(id(), id);
    }

    /** Newest first. */
    public List<Run> runs(int limit, long beforeId) {
        return store.runs().list(id(), limit, beforeId);
    }

    public List<RunIssue> issues(long run, int limit, int offset) {
        return store.runs().issues(run, limit, offset);
    }

    /** What Kith remembers of a contact. */
    public Optional<Link> link(String contactKey) {
        return store.links().find(id(), contactKey);
    }

    /** How the integration stands now; reads the store. */
    public Figures figures() {
        return new Figures(
                store.links().count(id()),
                store.inboxReads().counts(id()),
                store.inboxReads().oldestDue(id()),
                store.inboxReads().deferred(id()),
                store.labelChanges().count(id()));
    }

    /** Learns what persons said in the audience, unless the integration isn't ready. */
    public void learnConsents() {
        if (problems().isEmpty()) {
            events.learnConsents();
        }
    }

    /** Waits until a run that this process works on has ended. */
    public Run awaitEnd(long run) throws InterruptedException {
        worker.awaitEnd(run);
        return run(run).orElseThrow();
    }

    /** Resumes what was interrupted; a run that can't be resumed now stays interrupted. */
    void resume(Run run) {
        if (problems().isEmpty()) {
            worker.take(run);
        }
    }

    /** Begins to work through events; one that isn't ready only keeps them. */
    void start() {
        rules.start(this::activated);
        startEvents();
    }

    private void activated(RuleSet now, boolean cancelRuns) {
        if (cancelRuns) {
            runs(OPEN_RUNS, Long.MAX_VALUE).stream()
                    .filter(run -> !run.state().isEnded())
                    .forEach(run -> cancel(run.id()));
        }
        startEvents();
    }

    private synchronized void startEvents() {
        if (!eventsStarted && problems().isEmpty()) {
            eventsStarted = true;
            events.start();
        }
    }

    /** Lets the run in work stop within a page; {@link #close} waits for it. */
    void stop() {
        worker.stop();
        events.stop();
    }

    @Override
    public void close() {
        rules.close();
        worker.close();
        events.close();
        systems.close();
    }
}
