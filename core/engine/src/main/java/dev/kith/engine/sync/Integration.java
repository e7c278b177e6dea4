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
import dev.kith.engine.store.Store;
import dev.kith.spi.ConnectorException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One CRM connected to one audience: what the REST API and the page ask of it. Thread-safe. */
public final class Integration implements AutoCloseable {
    private final IntegrationSettings settings;
    private final Systems systems;
    private final Store store;
    private final RunControl runs;
    private final Events events;
    private final Rulebook rules;
    private final Lists lists;
    private final Forget forget;
    private boolean eventsStarted;

    Integration(
            IntegrationSettings settings,
            Systems systems,
            Rulebook rules,
            Store store,
            RunControl runs,
            Events events,
            Lists lists,
            Forget forget) {
        this.settings = requireNonNull(settings, "settings");
        this.systems = requireNonNull(systems, "systems");
        this.rules = requireNonNull(rules, "rules");
        this.store = requireNonNull(store, "store");
        this.runs = requireNonNull(runs, "runs");
        this.events = requireNonNull(events, "events");
        this.lists = requireNonNull(lists, "lists");
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
        systems.abilities()
                .ifPresent(can -> found.addAll(
                        SettingGaps.ofLists(settings, can, store.savedLists().list(id()))));
        return found;
    }

    /** The rule sets: which one decides, what the files hold, which ones there were. */
    public Rulebook rules() {
        return rules;
    }

    /** What the guard holds. */
    public Staged staged() {
        return new Staged(id(), store.staged(), store.stagedVerdicts(), events::wake);
    }

    /** The way of single changes. */
    public Events events() {
        return events;
    }

    /** Overviews and Selections. */
    public Lists lists() {
        return lists;
    }

    /**
     * Starts a run in the background; the import of a list is started by {@link #lists}.
     *
     * @param force writes also what hasn't changed
     * @throws RunRefused when the integration isn't ready, or a run of its kind, which can be only one, hasn't ended (D20)
     */
    public Run start(RunKind kind, boolean force) throws RunRefused {
        return runs.start(kind, force);
    }

    /**
     * Starts a run that writes nothing, by other rules than the active ones. Blocks for the second that compiling takes.
     *
     * @throws RunRefused when the integration isn't ready
     * @throws RuleSetException with everything that is to be corrected in the rules
     */
    public Run startInert(RunKind kind, boolean force, RuleFiles rules) throws RunRefused {
        return runs.startInert(kind, force, rules);
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

    /** What is allowed in a rule set and probably not meant, also by what the last full sync counted and lists need. */
    public List<RuleProblem> warnings(RuleSet rules) {
        List<RuleProblem> warnings = new ArrayList<>(rules.warnings());
        warnings.addAll(lists.warnings(rules));
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
        runs.startIfPossible(kind);
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

    /** The zone of its mornings. */
    ZoneId zone() {
        return settings.timeZone();
    }

    /** Whether contacts without a profile wait for the daily run, and in which zone that is. */
    Optional<ZoneId> dailyRun() {
        return settings.events().newContacts() == IntegrationSettings.NewContacts.DAILY
                ? Optional.of(settings.timeZone())
                : Optional.empty();
    }

    /** Asks a run to stop within a page; empty when there is no such run. */
    public Optional<Run> cancel(long run) {
        return runs.cancel(run);
    }

    public Optional<Run> run(long id) {
        return runs.find(id);
    }

    /** Newest first. */
    public List<Run> runs(int limit, long beforeId) {
        return store.runReads().list(id(), limit, beforeId);
    }

    public List<RunIssue> issues(long run, int limit, int offset) {
        return store.runReads().issues(run, limit, offset);
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
        return runs.awaitEnd(run);
    }

    /** Resumes what was interrupted; a run that can't be resumed now stays interrupted. */
    void resume(Run run) {
        runs.resume(run);
    }

    /** Begins to work through events; one that isn't ready only keeps them. */
    void start() {
        rules.start(this::activated);
        startEvents();
    }

    private void activated(RuleSet now, boolean cancelRuns) {
        if (cancelRuns) {
            runs.cancelAll();
        }
        startEvents();
    }

    private synchronized void startEvents() {
        if (!eventsStarted && problems().isEmpty()) {
            eventsStarted = true;
            events.start();
            lists.start();
            startIfPossible(RunKind.CATCH_UP);
        }
    }

    /** Lets the run in work stop within a page; {@link #close} waits for it. */
    void stop() {
        runs.stop();
        events.stop();
        lists.stop();
    }

    @Override
    public void close() {
        rules.close();
        lists.close();
        runs.close();
        events.close();
        systems.close();
    }
}
