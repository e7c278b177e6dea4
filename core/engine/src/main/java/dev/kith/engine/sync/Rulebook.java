package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.rules.CaseReport;
import dev.kith.engine.rules.RuleFiles;
import dev.kith.engine.rules.RuleKind;
import dev.kith.engine.rules.RuleProblem;
import dev.kith.engine.rules.RuleRows;
import dev.kith.engine.rules.RuleSet;
import dev.kith.engine.rules.RuleSetDifference;
import dev.kith.engine.rules.RuleSetException;
import dev.kith.engine.rules.RuleSets;
import dev.kith.engine.rules.WantedRow;
import dev.kith.engine.store.Store;
import dev.kith.engine.store.StoreException;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rule sets of one integration.
 *
 * <ol>
 *   <li>the active one decides; its texts are in the database, so it doesn't need the files
 *   <li>changed files become the candidate: compiled, with its cases run and its difference to the active one
 *   <li>{@link #activate} makes the candidate the active one; {@link #rollBack} any version that was active before
 * </ol>
 *
 * Whatever is wrong, the active one stays. Thread-safe; changes block each other while they compile, reading never does.
 */
public final class Rulebook implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Rulebook.class);

    private final String integration;
    private final RuleFolder folder;
    private final CandidateReader reader;
    private final RuleHistory history;
    private final ActiveRules active;
    private final boolean onChange;
    private final RuleWatch watch;
    private volatile Optional<Candidate> candidate = Optional.empty();
    private volatile Listener listener = (rules, cancelRuns) -> {};

    Rulebook(String integration, RuleFolder folder, Store store, Clock clock, boolean onChange) {
        this.integration = requireNonNull(integration, "integration");
        this.folder = requireNonNull(folder, "folder");
        this.reader = new CandidateReader(integration, folder, store);
        this.history = new RuleHistory(integration, store, clock);
        this.active = new ActiveRules(integration, history);
        this.onChange = onChange;
        this.watch = new RuleWatch(integration, this);
    }

    /** Is told of every rule set that was activated, before anyone else can change it again. */
    interface Listener {
        void activated(RuleSet rules, boolean cancelRuns);
    }

    /** Reads the active rule set from the database; the first one of an integration comes from the files. */
    synchronized void open() {
        active.open();
        refresh();
        if (!active.everChosen() || (onChange && neverActive())) {
            activateByItself();
        }
    }

    private boolean neverActive() {
        return candidate
                .flatMap(Candidate::compiled)
                .filter(next -> history.find(next.rules().version()).isEmpty())
                .isPresent();
    }

    void start(Listener told) {
        listener = told;
        watch.start();
    }

    /** Takes up changed files once they have come to rest; cheap as long as nothing changed. */
    void look() {
        if (folder.changed()) {
            synchronized (this) {
                refresh();
                if (onChange && candidate.flatMap(Candidate::compiled).isPresent()) {
                    activateByItself();
                }
            }
        }
    }

    private void activateByItself() {
        tried(ActivationRequest.BY_ITSELF)
                .ifPresent(e -> log.warn("The rules of \"{}\" were not activated: {}", integration, e.getMessage()));
    }

    /** The rule set that decides now. */
    public Optional<RuleSet> active() {
        return active.now();
    }

    /** The versions there were. */
    public RuleHistory history() {
        return history;
    }

    /** What the files hold; empty when it is what is active. */
    public Optional<Candidate> candidate() {
        return candidate;
    }

    /** Why no rule set is active; empty when one is. */
    public List<String> problems() {
        if (active().isPresent()) {
            return List.of();
        }
        List<String> found = new ArrayList<>(active.problems());
        candidate.ifPresent(files -> found.addAll(files.whyNotActive(folder.name())));
        return found;
    }

    /** The rule set that a run began with: the active one, or one made again from the texts that were kept. */
    RuleSet of(String version) {
        return active.of(version);
    }

    /** One of the four files as it is on disk. */
    public Optional<String> file(String name) {
        return folder.read().text(name);
    }

    /** Writes one of the four files and makes all of them the candidate. */
    public synchronized Optional<Candidate> write(String name, String text) throws IOException {
        folder.write(name, text);
        return refresh();
    }

    /**
     * Saves rows into the files, all or nothing, and makes them the active rules unless a case fails.
     *
     * @param version of the files that the rows were read from
     * @return empty, with nothing saved, when the files are of another version by now
     * @throws RuleSetException when the rules can't be used like this; nothing is saved
     */
    public synchronized Optional<RowsSaved> saveRows(
            String version, Map<RuleKind, List<WantedRow>> wanted, ActivationRequest request) throws IOException {
        Optional<RuleRows> saved = folder.rows().save(version, wanted);
        return saved.map(rows -> new RowsSaved(rows, refresh().isEmpty() ? Optional.empty() : tried(request)));
    }

    private Optional<ActivationRefused> tried(ActivationRequest request) {
        try {
            activate(request);
            return Optional.empty();
        } catch (ActivationRefused e) {
            return Optional.of(e);
        }
    }

    /** The files as rows; throws {@link RuleSetException} when they can't be read as rules. */
    public synchronized RuleRows rows() {
        return folder.rows().read();
    }

    /** The files as they are now, never in the middle of a save. */
    synchronized RuleFiles files() {
        return folder.read();
    }

    /** Reads the files now, without waiting for them to come to rest. Takes a second or so when they differ. */
    public synchronized Optional<Candidate> refresh() {
        folder.take();
        candidate = reader.read(active(), this::compiled);
        return candidate;
    }

    /**
     * A rule set of these texts: the active one or the candidate when they are the same. Nobody closes it: what isn't
     * referred to any more leaves memory.
     */
    RuleSet compiled(RuleFiles files) {
        return Stream.concat(
                        active().stream(),
                        candidate.flatMap(Candidate::compiled).map(Candidate.Compiled::rules).stream())
                .filter(rules -> rules.files().equals(files))
                .findFirst()
                .orElseGet(() -> RuleSets.shared(files));
    }

    /** Runs the cases over what the files hold; empty when that can't be used. */
    public synchronized Optional<CaseReport> test() {
        Optional<Candidate> files = refresh();
        return files.isEmpty()
                ? active().map(folder::cases)
                : files.flatMap(Candidate::compiled).map(Candidate.Compiled::cases);
    }

    /**
     * Makes what the files hold the active rule set.
     *
     * @throws ActivationRefused when it can't be used, or a case fails and no reason is given
     */
    public synchronized RuleSet activate(ActivationRequest request) throws ActivationRefused {
        Candidate files =
                refresh().orElseThrow(() -> new ActivationRefused("What the files hold is active already.", List.of()));
        Candidate.Compiled next = files.compiled()
                .orElseThrow(() -> new ActivationRefused(
                        "The rules can't be used; the active ones stay.",
                        files.problems().stream().map(RuleProblem::toString).toList()));
        Map<String, Object> details = CaseGate.pass(next.cases(), request);
        use(next.rules(), next.difference(), "rules.activate", request, details);
        return next.rules();
    }

    /**
     * Makes a version active that was so before. The cases of today are run over it; the files stay as they are.
     *
     * @param version its name, or a beginning of it that no other has
     * @throws ActivationRefused when there is none, it is active, this Kith can't use it any more, or a case fails and no
     *     reason is given
     */
    public synchronized RuleSet rollBack(String version, ActivationRequest request) throws ActivationRefused {
        RuleSet rules = active.former(version);
        RuleSetDifference difference = RuleSetDifference.of(active().map(RuleSet::files), rules.files());
        use(rules, difference, "rules.rollback", request, CaseGate.pass(folder.cases(rules), request));
        return rules;
    }

    private void use(
            RuleSet rules,
            RuleSetDifference difference,
            String action,
            ActivationRequest request,
            Map<String, Object> details)
            throws StoreException {
        active.use(rules, difference, action, request, details);
        refresh();
        listener.activated(rules, request.cancelRuns());
    }

    @Override
    public void close() {
        watch.close();
    }
}
