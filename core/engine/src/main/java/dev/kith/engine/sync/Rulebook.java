package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.rules.CaseReport;
import dev.kith.engine.rules.ManagedConsent;
import dev.kith.engine.rules.RuleFiles;
import dev.kith.engine.rules.RuleKind;
import dev.kith.engine.rules.RuleProblem;
import dev.kith.engine.rules.RuleSet;
import dev.kith.engine.rules.RuleSetDifference;
import dev.kith.engine.rules.RuleSetException;
import dev.kith.engine.rules.RuleSets;
import dev.kith.engine.rules.Schema;
import dev.kith.engine.store.ActiveVersion;
import dev.kith.engine.store.AuditEntry;
import dev.kith.engine.store.ConsentKey;
import dev.kith.engine.store.FullSyncDue;
import dev.kith.engine.store.Store;
import dev.kith.engine.store.StoreException;
import dev.kith.engine.store.VersionInfo;
import dev.kith.spi.Subscription;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final Store store;
    private final Clock clock;
    private final boolean onChange;
    private final RuleWatch watch;
    private volatile Optional<RuleSet> active = Optional.empty();
    private volatile Optional<Candidate> candidate = Optional.empty();
    private volatile List<String> problems = List.of();
    private volatile Listener listener = (rules, cancelRuns) -> {};

    Rulebook(String integration, RuleFolder folder, Store store, Clock clock, boolean onChange) {
        this.integration = requireNonNull(integration, "integration");
        this.folder = requireNonNull(folder, "folder");
        this.store = requireNonNull(store, "store");
        this.clock = requireNonNull(clock, "clock");
        this.onChange = onChange;
        this.watch = new RuleWatch(integration, this);
    }

    /** Is told of every rule set that was activated, before anyone else can change it again. */
    interface Listener {
        void activated(RuleSet rules, boolean cancelRuns);
    }

    /** Reads the active rule set from the database; the first one of an integration comes from the files. */
    synchronized void open() {
        store.ruleSetVersions().active(integration).ifPresent(this::open);
        refresh();
        boolean first = store.ruleSetVersions().active(integration).isEmpty();
        if (first || (onChange && neverActive())) {
            activateByItself();
        }
    }

    private void open(ActiveVersion stored) {
        try {
            RuleSet rules = RuleSets.compile(files(stored));
            if (!rules.version().equals(stored.version())) {
                // Another version of the helpers: the same texts may decide otherwise.
                record(rules, List.of(RuleKind.values()), "rules.helpers", ActivationRequest.BY_ITSELF, Map.of());
            }
            active = Optional.of(rules);
        } catch (RuleSetException e) {
            problems = e.problems().stream()
                    .map(problem -> "Rule set " + shown(stored.version()) + ", the active one: " + problem)
                    .toList();
        }
    }

    private boolean neverActive() {
        return candidate
                .flatMap(Candidate::compiled)
                .filter(next -> store.ruleSetVersions()
                        .find(integration, next.rules().version())
                        .isEmpty())
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
        try {
            activate(ActivationRequest.BY_ITSELF);
        } catch (ActivationRefused e) {
            log.warn("The rules of \"{}\" were not activated: {}", integration, e.getMessage());
        }
    }

    /** The rule set that decides now. */
    public Optional<RuleSet> active() {
        return active;
    }

    /** What the files hold; empty when it is what is active. */
    public Optional<Candidate> candidate() {
        return candidate;
    }

    /** Why no rule set is active; empty when one is. */
    public List<String> problems() {
        if (active.isPresent()) {
            return List.of();
        }
        List<String> found = new ArrayList<>(problems);
        candidate.ifPresent(files -> {
            files.problems().forEach(problem -> found.add(folder.name() + "/" + problem));
            files.compiled()
                    .ifPresent(next -> found.add(
                            next.red().isEmpty()
                                    ? "No rule set is active yet. Activate the one of the files."
                                    : red(next) + " No rule set is active yet."));
        });
        return found;
    }

    /** The rule set that a run began with: the active one, or one made again from the texts that were kept. */
    RuleSet of(String version) {
        RuleSet now = active.orElseThrow();
        if (now.version().equals(version)) {
            return now;
        }
        try {
            return store.ruleSetVersions()
                    .find(integration, version)
                    .map(stored -> RuleSets.compile(files(stored)))
                    .orElse(now);
        } catch (RuleSetException e) {
            log.warn("Rule set {} of \"{}\" can't be used any more, the active one is", version, integration);
            return now;
        }
    }

    /** One of the four files as it is on disk. */
    public Optional<String> file(String name) {
        RuleFiles files = folder.read();
        return switch (RuleFiles.names().indexOf(name)) {
            case 0 -> Optional.of(files.conditions());
            case 1 -> Optional.of(files.mappings());
            case 2 -> Optional.of(files.consents());
            case 3 -> Optional.of(files.schema());
            default -> Optional.empty();
        };
    }

    /** Writes one of the four files and makes all of them the candidate. */
    public synchronized Optional<Candidate> write(String name, String text) throws IOException {
        folder.write(name, text);
        return refresh();
    }

    /** Reads the files now, without waiting for them to come to rest. Takes a second or so when they differ. */
    public synchronized Optional<Candidate> refresh() {
        folder.take();
        candidate = read();
        return candidate;
    }

    private Optional<Candidate> read() {
        try {
            RuleFiles files = folder.read();
            if (active.filter(now -> now.version().equals(files.version())).isPresent()) {
                return Optional.empty();
            }
            RuleSet rules = compiled(files);
            RuleSetDifference difference = RuleSetDifference.of(active.map(RuleSet::files), files);
            return Optional.of(new Candidate(
                    List.of(),
                    Optional.of(new Candidate.Compiled(
                            rules, folder.cases(rules), difference, leftBehind(difference.leftConsents())))));
        } catch (RuleSetException e) {
            return Optional.of(Candidate.broken(e.problems()));
        }
    }

    /**
     * A rule set of these texts: the active one or the candidate when they are the same. Nobody closes it: what isn't
     * referred to any more leaves memory.
     */
    RuleSet compiled(RuleFiles files) {
        return Stream.concat(
                        active.stream(), candidate.flatMap(Candidate::compiled).map(Candidate.Compiled::rules).stream())
                .filter(rules -> rules.files().equals(files))
                .findFirst()
                .orElseGet(() -> RuleSets.compile(files));
    }

    /** Runs the cases over what the files hold; empty when that can't be used. */
    public synchronized Optional<CaseReport> test() {
        Optional<Candidate> files = refresh();
        return files.isEmpty()
                ? active.map(folder::cases)
                : files.flatMap(Candidate::compiled).map(Candidate.Compiled::cases);
    }

    private Map<ManagedConsent, Integer> leftBehind(Set<ManagedConsent> left) {
        Map<ManagedConsent, Integer> counts = new HashMap<>();
        active.map(RuleSet::schema)
                .ifPresent(schema -> left.forEach(consent -> key(schema, consent)
                        .ifPresent(key -> counts.put(
                                consent,
                                store.links().granted(integration, Set.of(key)).size()))));
        return counts;
    }

    private static Optional<ConsentKey> key(Schema schema, ManagedConsent consent) {
        return schema.subscriptions().stream()
                .filter(subscription -> subscription.name().equals(consent.subscription()))
                .map(Subscription::id)
                .map(id -> new ConsentKey(id, consent.channel()))
                .findFirst();
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
                        "The rules can't be used; the active ones stay.", words(files.problems())));
        if (!next.red().isEmpty() && request.reason().isBlank()) {
            throw new ActivationRefused(
                    red(next) + " The active rules stay. Correct rules or cases, or give a reason to activate anyway.",
                    next.red().stream()
                            .map(result -> result.file() + ", case \"" + result.name() + "\": " + result.message())
                            .toList());
        }
        Map<String, Object> details = next.red().isEmpty()
                ? Map.of()
                : Map.of(
                        "failedCases",
                        next.red().stream().map(result -> result.name()).toList());
        use(next.rules(), next.difference(), "rules.activate", request, details);
        return next.rules();
    }

    /**
     * Makes a version active that was so before. The cases are not run: those of today are for the rules of today.
     *
     * @param version its name, or a beginning of it that no other has
     * @throws ActivationRefused when there is none, it is active, or this Kith can't use it any more
     */
    public synchronized RuleSet rollBack(String version, ActivationRequest request) throws ActivationRefused {
        ActiveVersion stored = store.ruleSetVersions()
                .find(integration, version)
                .orElseThrow(() -> new ActivationRefused(
                        "No version, or more than one, begins with \"" + version + "\".", List.of()));
        if (active.filter(now -> now.version().equals(stored.version())).isPresent()) {
            throw new ActivationRefused("Version " + shown(stored.version()) + " is active already.", List.of());
        }
        try {
            RuleSet rules = RuleSets.compile(files(stored));
            RuleSetDifference difference = RuleSetDifference.of(active.map(RuleSet::files), rules.files());
            use(rules, difference, "rules.rollback", request, Map.of());
            return rules;
        } catch (RuleSetException e) {
            throw new ActivationRefused("This Kith can't use the rules of that version.", words(e.problems()));
        }
    }

    private void use(
            RuleSet rules,
            RuleSetDifference difference,
            String action,
            ActivationRequest request,
            Map<String, Object> details)
            throws StoreException {
        List<RuleKind> changed = new ArrayList<>();
        for (RuleKind kind : RuleKind.values()) {
            if (difference.changes(kind)) {
                changed.add(kind);
            }
        }
        record(rules, changed, action, request, details);
        active = Optional.of(rules);
        refresh();
        listener.activated(rules, request.cancelRuns());
        log.info("Rule set {} of \"{}\" is active now", shown(rules.version()), integration);
    }

    private void record(
            RuleSet rules,
            List<RuleKind> changed,
            String action,
            ActivationRequest request,
            Map<String, Object> details) {
        RuleFiles files = rules.files();
        Map<String, Object> all = new HashMap<>(details);
        active.ifPresent(before -> all.put("before", before.version()));
        if (request.cancelRuns()) {
            all.put("cancelRuns", true);
        }
        store.ruleSetVersions()
                .activate(
                        integration,
                        new ActiveVersion(
                                rules.version(),
                                files.conditions(),
                                files.mappings(),
                                files.consents(),
                                files.schema(),
                                clock.instant()),
                        changed.stream()
                                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                                .toList(),
                        new AuditEntry(
                                clock.instant(),
                                request.actor(),
                                action,
                                integration,
                                rules.version(),
                                request.reason(),
                                all));
    }

    /** Every version that was ever active, the last activated first. */
    public List<VersionInfo> versions() {
        return store.ruleSetVersions().list(integration);
    }

    /** How the second version differs from the first; empty when one of them isn't known. */
    public Optional<RuleSetDifference> difference(String from, String to) {
        return store.ruleSetVersions()
                .find(integration, from)
                .flatMap(old -> store.ruleSetVersions()
                        .find(integration, to)
                        .map(now -> RuleSetDifference.of(Optional.of(files(old)), files(now))));
    }

    /** What was decided about this integration, newest first. */
    public List<AuditEntry> audit(int limit) {
        return store.audit().of(integration, limit);
    }

    /** Whether profiles may not say what the rules say now. */
    public Optional<FullSyncDue> fullSyncDue() {
        return store.ruleSetVersions().fullSyncDue(integration);
    }

    private static RuleFiles files(ActiveVersion version) {
        return new RuleFiles(version.conditions(), version.mappings(), version.consents(), version.schema());
    }

    private static String red(Candidate.Compiled next) {
        int failed = next.red().size();
        return failed + " of " + next.cases().results().size() + (failed == 1 ? " cases fails." : " cases fail.");
    }

    private static List<String> words(List<RuleProblem> problems) {
        return problems.stream().map(RuleProblem::toString).toList();
    }

    private static String shown(String version) {
        return version.substring(0, Math.min(8, version.length()));
    }

    @Override
    public void close() {
        watch.close();
    }
}
