package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.home.AudienceToken;
import dev.kith.engine.home.IntegrationSettings;
import dev.kith.engine.home.WebhookSecrets;
import dev.kith.engine.store.EventSubject;
import dev.kith.engine.store.RunKind;
import dev.kith.engine.store.Store;
import java.time.Clock;
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
        RealTime realTime = new RealTime(
                settings.id(),
                owner,
                store,
                clock,
                (workers, self) -> drain(systems, tools, consents, gates, breaker, workers, self));
        Hooks hooks = new Hooks(settings, systems::webhooks, WebhookSecrets.of(shared.home(), settings.id()));
        AudienceToken token = AudienceToken.of(shared.home(), settings.id());
        Intake intake = new Intake(settings.id(), store, systems::webhooks, hooks::secrets, token, crash, clock);
        Events events = new Events(settings, store, intake, realTime, hooks, breaker, consents, clock);
        return new Integration(
                settings,
                systems,
                rules,
                store,
                worker(systems, tools, gates, realTime.andAfter(consents::labels)),
                trials(systems),
                events,
                new Forget(settings.id(), store, locks));
    }

    private Gates gates(Systems systems) {
        PastRules past = new PastRules(version -> systems.ruleSet(version)::decide);
        return new Gates(settings.id(), store.staged(), settings.guard(), past, clock);
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
                settings.leaving(),
                gates,
                locks,
                crash,
                clock);
        RunWork work = (run, host, reader, stop) -> run.kind() == RunKind.CATCH_UP
                ? new CatchUp(store, run, host, tools, patience, clock, stop).go()
                : passes.go(run, host, reader, stop);
        return new Worker(settings.id(), "sync", store, owner, work, around, crash);
    }

    private Drain drain(
            Systems systems,
            EventToolbox tools,
            ConsentSync consents,
            Gates gates,
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
                settings.leaving(),
                crash,
                clock);
        ContactWork contacts = new ContactWork(
                store, locks, tools, newContacts, settings.twoWay(), consents::labels, gone, gates, crash, clock);
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
                new RecordWork(store, tools, contacts),
                EventSubject.Kind.PROFILE,
                profiles,
                EventSubject.Kind.SWEEP,
                new SweepWork(store, tools, realTime::givesWay, clock));
        return new Drain(
                settings.id(), owner, store, works, breaker, workers, crash, clock, tools::forget, realTime::wake);
    }
}
