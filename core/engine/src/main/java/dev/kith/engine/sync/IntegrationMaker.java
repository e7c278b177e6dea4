package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.home.AudienceToken;
import dev.kith.engine.home.IntegrationSettings;
import dev.kith.engine.home.WebhookSecrets;
import dev.kith.engine.store.EventSubject;
import dev.kith.engine.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;

/** Puts the parts of one integration together: its runs and its events over the same two systems. */
final class IntegrationMaker {
    private final IntegrationSettings settings;
    private final Systems.Shared shared;
    private final Store store;
    private final String owner;
    private final CrashPoint crash;
    private final Clock clock;
    private final ContactLocks locks = new ContactLocks();

    IntegrationMaker(
            IntegrationSettings settings, Systems.Shared shared, Store store, String owner, EngineOptions options) {
        this.settings = requireNonNull(settings, "settings");
        this.shared = requireNonNull(shared, "shared");
        this.store = requireNonNull(store, "store");
        this.owner = requireNonNull(owner, "owner");
        this.crash = options.crash();
        this.clock = options.clock();
    }

    Integration make(Systems systems, Rulebook rules) {
        Breaker breaker = new Breaker(clock);
        Gates gates = gates(systems);
        EventToolbox tools = new EventToolbox(systems, clock, shared.waiting());
        ConsentSync consents = new ConsentSync(settings, systems, store, tools, locks, clock);
        ListRefresh refresh = refresh(systems, tools);
        RealTime realTime = new RealTime(
                settings.id(),
                owner,
                store,
                clock,
                (workers, self) -> drain(systems, tools, consents, gates, refresh, breaker, workers, self));
        Hooks hooks = new Hooks(settings, systems::webhooks, WebhookSecrets.of(shared.home(), settings.id()));
        AudienceToken token = AudienceToken.of(shared.home(), settings.id());
        Intake intake = new Intake(settings.id(), store, systems::webhooks, hooks::secrets, token, crash, clock);
        Events events = new Events(settings, store, intake, realTime, hooks, breaker, consents, clock);
        RunControl runs = new RunControl(
                settings.id(),
                systems,
                store,
                worker(
                        systems,
                        tools,
                        gates,
                        realTime.andAfter(consents::labels).andAfter(refresh::runEnded)),
                trials(systems),
                events::enabled);
        Lists lists = new Lists(settings.id(), systems, store, clock, refresh, runs, settings.timeZone());
        Forget forget = new Forget(settings.id(), store, locks);
        return new Integration(settings, systems, rules, store, runs, events, lists, forget);
    }

    private Gates gates(Systems systems) {
        PastRules past = new PastRules(version -> systems.ruleSet(version)::decide);
        return new Gates(settings.id(), store.staged(), settings.guard(), past, systems.pastReadings(), clock);
    }

    private ListRefresh refresh(Systems systems, EventToolbox tools) {
        Patience none = new Patience(Duration.ZERO, clock, shared.waiting());
        ListGiving giving =
                new ListGiving(settings.id(), store, () -> ListWriter.of(systems.audience(), none), tools, locks);
        return new ListRefresh(settings.id(), store, giving, clock);
    }

    private Worker trials(Systems systems) {
        InertWork work = new InertWork(systems, store, patience());
        return new Worker(settings.id(), "trial", store, owner, work, AroundRuns.NOBODY, crash);
    }

    private Patience patience() {
        return new Patience(settings.runs().patience(), clock, shared.waiting());
    }

    private Worker worker(Systems systems, EventToolbox tools, Gates gates, AroundRuns around) {
        Patience patience = patience();
        PassFactory passes = new PassFactory(
                systems,
                store,
                patience,
                shared.waiting(),
                settings.runs(),
                settings.twoWay(),
                gates.leaving(settings.leaving()),
                gates,
                locks,
                crash,
                clock);
        ListImports lists = new ListImports(systems, store, patience, locks, crash, clock);
        RunWork work = (run, host, reader, stop) -> switch (run.kind()) {
            case CATCH_UP -> new CatchUp(store, run, host, tools, patience, clock, stop).go();
            case LIST_IMPORT -> lists.go(run, host, reader, stop);
            case FULL, NEW_CONTACTS, DRY_RUN, BACKTEST -> passes.go(run, host, reader, stop);
        };
        return new Worker(settings.id(), "sync", store, owner, work, around, crash);
    }

    private Drain drain(
            Systems systems,
            EventToolbox tools,
            ConsentSync consents,
            Gates gates,
            ListRefresh lists,
            Breaker breaker,
            Executor workers,
            RealTime realTime) {
        NewContactWait newContacts = new NewContactWait(settings.events().newContacts(), settings.timeZone());
        GoneWork gone = new GoneWork(
                store,
                locks,
                tools,
                () -> systems.audience().reader(),
                () -> systems.audience().eraser(),
                gates.leaving(settings.leaving()),
                new EventErasures(store.staged(), gates.limit()),
                crash,
                clock);
        ContactWork contacts = new ContactWork(
                store,
                locks,
                tools,
                newContacts,
                settings.twoWay(),
                consents::labels,
                gone,
                gates,
                lists,
                crash,
                clock);
        ProfileWork profiles = new ProfileWork(
                store,
                locks,
                tools,
                () -> systems.audience().reader(),
                settings.twoWay(),
                consents::labels,
                crash,
                clock);
        Map<EventSubject.Kind, SubjectWork> works = Map.of(
                EventSubject.Kind.CONTACT,
                contacts,
                EventSubject.Kind.RECORD,
                new RecordWork(store, tools, contacts, lists),
                EventSubject.Kind.PROFILE,
                profiles,
                EventSubject.Kind.SWEEP,
                new SweepWork(store, tools, realTime::givesWay, lists::selectionsConcerned, clock));
        return new Drain(
                settings.id(), owner, store, works, breaker, workers, crash, clock, tools::forget, realTime::wake);
    }
}
