package dev.kith.engine.sync;

import dev.kith.engine.home.IntegrationSettings.Gone;
import dev.kith.engine.home.IntegrationSettings.GuardSettings;
import dev.kith.engine.home.IntegrationSettings.Leaving;
import dev.kith.engine.home.IntegrationSettings.NewContacts;
import dev.kith.engine.home.IntegrationSettings.OutOfScope;
import dev.kith.engine.home.IntegrationSettings.TwoWay;
import dev.kith.engine.store.EventSource;
import dev.kith.engine.store.EventSubject;
import dev.kith.engine.store.NewEvent;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.RunIssue;
import dev.kith.engine.store.RunKind;
import dev.kith.engine.store.RunState;
import dev.kith.engine.store.StagedKind;
import dev.kith.engine.store.Store;
import dev.kith.spi.Notice;
import dev.kith.spi.OptInLabel;
import dev.kith.spi.ProfileEraser;
import dev.kith.spi.ProfileMerger;
import dev.kith.spi.Urgency;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Kith between the two systems of a history: everything it does, on the test's thread, over a store that can be reopened. */
final class HistoryStage implements AutoCloseable {
    static final String ID = "tribe";
    private static final Duration LEASE = Duration.ofMinutes(1);

    final HistoryWorld world = new HistoryWorld();
    final HistoryCrm crm = new HistoryCrm(world);
    final HistoryAudience audience = new HistoryAudience(world);
    HistoryRules rules = HistoryRules.ALL.get(0);
    NewContacts newContacts = NewContacts.IMMEDIATELY;
    TwoWay twoWay = TwoWay.OPT_OUTS;
    Leaving leaving = new Leaving(Gone.WITHDRAW, OutOfScope.KEEP);
    Optional<ProfileEraser> eraser = Optional.empty();
    Optional<ProfileMerger> merger = Optional.empty();
    GuardSettings guard = Given.GUARD;
    final HistoryLists lists = new HistoryLists(this);
    final CrashPoint crash = step -> world.step(step.name());
    String reading = "";
    PastReadings readings = PastReadings.NONE;
    private final Path file;
    private Store store;
    private Breaker breaker = new Breaker(world.clock);
    private ContactLocks locks = new ContactLocks();
    private List<Run> open = List.of();
    private int starts;

    HistoryStage(Path file) {
        this.file = file;
        store = Store.open(file, world.clock);
    }

    Store store() {
        return store;
    }

    /** A delivery of the CRM. */
    void told(String id, Notice.Kind kind) {
        if (kind == Notice.Kind.DELETED) {
            crm.gone.told(id);
        }
        add(EventSubject.record("person", id), Set.of(kind), EventSource.WEBHOOK);
    }

    /** A call of the audience. */
    void hinted(String key) {
        add(EventSubject.profile(key), Set.of(), EventSource.AUDIENCE);
    }

    private void add(EventSubject subject, Set<Notice.Kind> kinds, EventSource source) {
        store.inbox().add(ID, List.of(new NewEvent(subject, kinds, source, world.clock.instant())));
    }

    /** Works through all that is due. */
    void drain() {
        Drain drain = drainOf();
        while (drain.round() > 0) {
            // The next ones.
        }
    }

    boolean hasOpenRun() {
        return open(RunKind.FULL).isPresent();
    }

    private Optional<Run> open(RunKind kind) {
        return open.stream().filter(run -> run.kind() == kind).findFirst();
    }

    /** Of the newest run. */
    List<RunIssue> issues() {
        long run = store.runReads().list(ID, 1, Long.MAX_VALUE).get(0).id();
        return store.runReads().issues(run, 100, 0);
    }

    /** A person lets everything go on that is held. */
    void approve() {
        int approved = store.stagedVerdicts()
                .approve(ID, EnumSet.allOf(StagedKind.class), OptionalLong.empty(), "rest", "as meant");
        world.say("  approved " + approved);
    }

    /** A full sync from its beginning, or from where a crash interrupted it. */
    RunState full(boolean bulk) {
        Run run = open(RunKind.FULL).orElseGet(() -> {
            crm.gone.begins();
            return store.runs().create(ID, RunKind.FULL, false, rules.version());
        });
        Pass.Ending ending = work(
                run,
                claimed ->
                        new HistoryFullSync(this, claimed, owner()).pass(bulk).go());
        crm.gone.ended(ending.state());
        store.inbox().release(ID);
        return ending.state();
    }

    /** Looks for what no event told of; empty when no full sync has completed, so that there is nothing to catch up with. */
    Optional<RunState> catchUp() {
        if (CatchUp.watermark(store, ID).isEmpty()) {
            return Optional.empty();
        }
        Run run = open(RunKind.CATCH_UP)
                .orElseGet(() -> store.runs().create(ID, RunKind.CATCH_UP, false, rules.version()));
        return Optional.of(work(
                        run,
                        claimed -> new CatchUp(
                                        store,
                                        claimed,
                                        owner(),
                                        this::tools,
                                        new Patience(Duration.ofMinutes(5), world.clock, world.clock),
                                        world.clock,
                                        () -> false)
                                .go())
                .state());
    }

    /** The import of a list, from its beginning; also one that a crash interrupted. */
    RunState imported(String list) {
        Run run = open.stream()
                .filter(left -> left.list().filter(of -> of.list().equals(list)).isPresent())
                .findFirst()
                .orElseGet(() -> store.runs().createListImport(ID, list, false, rules.version()));
        return work(run, claimed -> lists.pass(claimed, owner()).go()).state();
    }

    private interface Work {
        Pass.Ending go(Run claimed) throws InterruptedException;
    }

    private Pass.Ending work(Run run, Work work) {
        open = Stream.concat(open.stream().filter(other -> other.id() != run.id()), Stream.of(run))
                .toList();
        world.step("RUN_CREATED");
        Run claimed = store.runs().claim(run.id(), owner(), LEASE).orElseThrow();
        world.step("RUN_CLAIMED");
        Pass.Ending ending = end(claimed, work);
        store.runs().finish(run.id(), owner(), ending.state(), ending.cause());
        open = open.stream().filter(other -> other.id() != run.id()).toList();
        world.say("  " + run.kind().word() + " " + ending.state().word() + " " + ending.cause());
        return ending;
    }

    private static Pass.Ending end(Run claimed, Work work) {
        try {
            return work.go(claimed);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Reads the consents of the audience (D29). */
    void learn() {
        new AudienceConsents(ID, store, this::tools, twoWay, world.clock).learn(audience, () -> false);
    }

    /** Asks the CRM for the labels it owes (B4). */
    void labels() {
        if (twoWay == TwoWay.OFF) {
            return;
        }
        new LabelWriting(ID, store.labelChanges(), store.links(), crm, crm, locks, world.clock)
                .round(
                        tools().labelsOwed(),
                        List.of(
                                new OptInLabel(HistoryCrm.NEWSLETTER, HistoryCrm.NEWSLETTER, true),
                                new OptInLabel(HistoryCrm.OFFERS, HistoryCrm.OFFERS, true)),
                        () -> false);
    }

    /** As after the end of the process: what was committed is there, nothing else. */
    void restart() {
        store.close();
        store = Store.open(file, world.clock);
        starts++;
        breaker = new Breaker(world.clock);
        locks = new ContactLocks();
        List<Run> interrupted = store.runs().interruptAbandoned(owner());
        open = Stream.concat(interrupted.stream(), store.runReads().queued().stream())
                .toList();
        open(RunKind.FULL)
                .ifPresent(run -> crm.gone.resumes(key -> store.links()
                        .find(ID, key)
                        .filter(link -> link.lastSeenRun() == run.id())
                        .isPresent()));
        store.inbox().releaseAbandoned(owner());
    }

    ContactLocks locks() {
        return locks;
    }

    private String owner() {
        return "host-" + starts;
    }

    EventTools tools() {
        return new EventTools(
                crm,
                crm,
                rules::decide,
                rules.managed(),
                rules.planner().readBy(reading),
                HistoryRules.AUDIENCE,
                new Delivery(
                        audience, Optional.empty(), new Patience(Duration.ZERO, world.clock, world.clock), Urgency.NOW),
                HistoryLists.OF_LABELS);
    }

    Gates gates() {
        return new Gates(ID, store.staged(), guard, HistoryRules.PAST, readings, world.clock);
    }

    private Drain drainOf() {
        Supplier<EventTools> tools = this::tools;
        GoneWork gone = new GoneWork(
                store,
                locks,
                tools,
                () -> Optional.of(audience),
                () -> eraser,
                gates().leaving(leaving),
                new EventErasures(store.staged(), gates().limit()),
                crash,
                world.clock);
        ListRefresh lists = NoLists.of(store, world.clock);
        ContactWork contacts = new ContactWork(
                store,
                locks,
                tools,
                new NewContactWait(newContacts, DrainStage.ZONE),
                twoWay,
                () -> {},
                gone,
                gates(),
                lists,
                crash,
                world.clock);
        Map<EventSubject.Kind, SubjectWork> works = Map.of(
                EventSubject.Kind.CONTACT, contacts,
                EventSubject.Kind.RECORD, new RecordWork(store, tools, contacts, lists),
                EventSubject.Kind.PROFILE,
                        new ProfileWork(
                                store, locks, tools, () -> Optional.of(audience), twoWay, () -> {}, crash, world.clock),
                EventSubject.Kind.SWEEP, new SweepWork(store, tools, () -> false, () -> {}, world.clock));
        return new Drain(ID, owner(), store, works, breaker, Runnable::run, crash, world.clock, () -> {}, () -> {});
    }

    @Override
    public void close() {
        store.close();
    }
}
