package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.home.IntegrationSettings;
import dev.kith.engine.rules.RuleFiles;
import dev.kith.engine.rules.RuleProblem;
import dev.kith.engine.rules.RuleSet;
import dev.kith.engine.rules.RuleSetException;
import dev.kith.engine.store.ChangeKind;
import dev.kith.engine.store.Difference;
import dev.kith.engine.store.DifferenceFilter;
import dev.kith.engine.store.ForgetRefused;
import dev.kith.engine.store.Forgotten;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunIssue;
import dev.kith.engine.store.RunKind;
import dev.kith.engine.store.RunOpen;
import dev.kith.engine.store.Store;
import dev.kith.spi.ConnectorException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One CRM connected to one audience: what the REST API and the page ask of it. Thread-safe. */
public final class Integration implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Integration.class);

    /** Far more than can wait at once. */
    private static final int OPEN_RUNS = 1_000;

    private final IntegrationSettings settings;
    private final Systems systems;
    private final Store store;
    private final Worker worker;
    private final Events events;
    private final Rulebook rules;
    private final Worker trials;
    private final Forget forget;
    private boolean eventsStarted;

    /** @param trials works on inert runs, which wait for no other */
    Integration(
            IntegrationSettings settings,
            Systems systems,
            Rulebook rules,
            Store store,
            Worker worker,
            Worker trials,
            Events events,
            Forget forget) {
        this.settings = requireNonNull(settings, "settings");
        this.systems = requireNonNull(systems, "systems");
        this.rules = requireNonNull(rules, "rules");
        this.store = requireNonNull(store, "store");
        this.worker = requireNonNull(worker, "worker");
        this.events = requireNonNull(events, "events");
        this.trials = requireNonNull(trials, "trials");
        this.forget = requireNonNull(forget, "forget");
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

    /** What the guard holds. */
    public Staged staged() {
        return new Staged(id(), store.staged(), events::wake);
    }

    /** The way of single changes. */
    public Events events() {
        return events;
    }

    /**
     * Starts a run in the background.
     *
     * @param force writes also what hasn't changed
     * @throws RunRefused when the integration isn't ready, or a run of its kind, which can be only one, hasn't ended (D20)
     */
    public Run start(RunKind kind, boolean force) throws RunRefused {
        requireReady();
        if (kind == RunKind.CATCH_UP && CatchUp.watermark(store, id()).isEmpty()) {
            throw new RunRefused(
                    "Integration \"" + id()
                            + "\" has completed no full sync yet, so there is nothing to catch up with. Start a full sync.",
                    OptionalLong.empty());
        }
        String version = systems.ruleSet().orElseThrow().version();
        if (kind.isInert()) {
            return take(store.inertRuns().create(id(), kind, force, version, Optional.empty()));
        }
        try {
            return take(store.runs().create(id(), kind, force, version));
        } catch (RunOpen e) {
            throw new RunRefused(String.valueOf(e.getMessage()), OptionalLong.of(e.run()));
        }
    }

    /**
     * Starts a run that writes nothing, by other rules than the active ones. Blocks for the second that compiling takes.
     *
     * @throws RunRefused when the integration isn't ready
     * @throws RuleSetException with everything that is to be corrected in the rules
     */
    public Run startInert(RunKind kind, boolean force, RuleFiles rules) throws RunRefused {
        requireReady();
        String version = systems.compiled(rules).version();
        return take(store.inertRuns().create(id(), kind, force, version, Optional.of(RuleHistory.texts(rules))));
    }

    private void requireReady() throws RunRefused {
        if (!problems().isEmpty()) {
            throw new RunRefused(
                    "Integration \"" + id() + "\" isn't ready: " + String.join(" ", problems()), OptionalLong.empty());
        }
        if (!events.enabled()) {
            throw new RunRefused("Integration \"" + id() + "\" is disabled. Enable it first.", OptionalLong.empty());
        }
    }

    private Run take(Run run) {
        workerOf(run.kind()).take(run);
        return run;
    }

    private Worker workerOf(RunKind kind) {
        return kind.isInert() ? trials : worker;
    }

    /**
     * The texts of other rules than the active ones.
     *
     * @param name {@code candidate} for the integration's own folder as it is now, or another folder in the home's rules/
     * @throws RuleSetException when they can't be read
     */
    public RuleFiles rulesNamed(String name) {
        return systems.files(name);
    }

    /**
     * Why the active rules decide about a contact as they do, and what would be written for it now. Reads it from the CRM.
     * Blocks.
     *
     * @return empty when the CRM doesn't show the contact
     * @throws ConnectorException when a system can't be asked
     * @throws RuleSetException when the rules use what the systems don't have
     */
    public Optional<ContactExplanation> explain(String contactKey) {
        return explaining().explain(contactKey);
    }

    /** The same by other rules, which are compiled for it. */
    public Optional<ContactExplanation> explain(String contactKey, RuleFiles rules) {
        return explaining().explain(contactKey, rules);
    }

    private Explaining explaining() {
        return new Explaining(systems, store, id());
    }

    /** What is allowed in a rule set and probably not meant, also by what the last full sync counted. */
    public List<RuleProblem> warnings(RuleSet rules) {
        List<RuleProblem> warnings = new ArrayList<>(rules.warnings());
        store.fieldCounters()
                .lastFull(id())
                .ifPresent(counts -> warnings.addAll(rules.emptyFields(counts.filled(), counts.contacts())));
        return warnings;
    }

    /** What an inert run found, by contact key, after that key; an empty key starts at the first. */
    public List<Difference> differences(long run, DifferenceFilter filter, String afterKey, int limit) {
        return store.differences().page(run, filter, afterKey, limit);
    }

    /** In how many contacts an inert run found what the filter asks for. */
    public long differenceCount(long run, DifferenceFilter filter) {
        return store.differences().count(run, filter);
    }

    /** In how many contacts an inert run found a change of each kind. */
    public Map<ChangeKind, Long> differenceSummary(long run) {
        return store.differences().summary(run);
    }

    /** Starts a run if one can start now; else it isn't needed, or its next time comes. */
    void startIfPossible(RunKind kind) {
        boolean needed =
                kind != RunKind.CATCH_UP || CatchUp.watermark(store, id()).isPresent();
        if (needed && problems().isEmpty() && events.enabled()) {
            try {
                start(kind, false);
            } catch (RunRefused e) {
                log.info("No {} run was started: {}", kind.word(), e.getMessage());
            }
        }
    }

    /**
     * Switches the integration on or off, and registers or removes its webhooks; what happened while it was off is caught up
     * with. Blocks on the CRM.
     *
     * @param actor who asks for it, for the audit log
     * @throws ConnectorException when the CRM can't be asked; the integration is switched all the same
     */
    public void enable(boolean now, String actor) throws ConnectorException {
        boolean before = events.enabled();
        try {
            events.enable(now, actor);
        } finally {
            if (now && !before) {
                startIfPossible(RunKind.CATCH_UP);
            }
        }
    }

    /** Whether contacts without a profile wait for the daily run, and in which zone that is. */
    Optional<ZoneId> dailyRun() {
        return settings.events().newContacts() == IntegrationSettings.NewContacts.DAILY
                ? Optional.of(settings.timeZone())
                : Optional.empty();
    }

    /** Asks a run to stop within a page; empty when there is no such run. */
    public Optional<Run> cancel(long run) {
        return run(run).flatMap(found -> {
            store.runs().requestCancel(run);
            workerOf(found.kind()).cancel(run);
            return run(run);
        });
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

    /**
     * Removes what Kith knows of a contact but its history of consents, which stays under a name that doesn't tell whose it
     * is. The audience isn't asked.
     *
     * @param actor who asks for it, for the audit log
     * @return empty when nothing was known
     * @throws ForgetRefused while a run or an event of the contact is under way
     */
    public Optional<Forgotten> forget(String contactKey, String actor, String reason) throws ForgetRefused {
        return forget.forget(contactKey, actor, reason);
    }

    /** How many contacts were ever evaluated. */
    public long contacts() {
        return store.links().count(id());
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
        trials.awaitEnd(run);
        return run(run).orElseThrow();
    }

    /** Resumes what was interrupted; a run that can't be resumed now stays interrupted. */
    void resume(Run run) {
        if (problems().isEmpty()) {
            take(run);
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
            startIfPossible(RunKind.CATCH_UP);
        }
    }

    /** Lets the run in work stop within a page; {@link #close} waits for it. */
    void stop() {
        worker.stop();
        events.stop();
        trials.stop();
    }

    @Override
    public void close() {
        rules.close();
        worker.close();
        events.close();
        trials.close();
        systems.close();
    }
}
