package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.home.Home;
import dev.kith.engine.home.HomeSettings;
import dev.kith.engine.home.IntegrationSettings;
import dev.kith.engine.home.Secrets;
import dev.kith.engine.plugin.Accounts;
import dev.kith.engine.plugin.HostWaiting;
import dev.kith.engine.plugin.PluginStatus;
import dev.kith.engine.plugin.Plugins;
import dev.kith.engine.plugin.Waiting;
import dev.kith.engine.schedule.Schedule;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.Store;
import dev.kith.engine.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * All integrations of one home, ready to run.
 *
 * <ol>
 *   <li>{@link #open} loads plugins, opens the store, opens each integration; a broken one stands there with its problems
 *   <li>{@link #start} resumes the runs that a crash or a stop interrupted
 *   <li>{@link #close} stops within a page and leaves runs to be resumed
 * </ol>
 */
public final class Engine implements AutoCloseable {
    private static final Duration RESUMABLE = Duration.ofHours(24);

    private final Plugins plugins;
    private final Store store;
    private final HostWaiting waiting;
    private final List<Integration> integrations;
    private final String owner;
    private final Schedule schedule;

    private Engine(
            Plugins plugins,
            Store store,
            HostWaiting waiting,
            List<Integration> integrations,
            String owner,
            Schedule schedule) {
        this.plugins = requireNonNull(plugins, "plugins");
        this.store = requireNonNull(store, "store");
        this.waiting = requireNonNull(waiting, "waiting");
        this.integrations = List.copyOf(integrations);
        this.owner = requireNonNull(owner, "owner");
        this.schedule = requireNonNull(schedule, "schedule");
    }

    /**
     * Opens a home. No call goes out.
     *
     * @throws StoreException when the database can't be used: nothing else is thrown for what a person can get wrong
     */
    public static Engine open(Home home, HomeSettings settings, EngineOptions options) throws StoreException {
        Store store = Store.open(settings.server().database(), options.clock());
        Plugins plugins = Plugins.load(options.pluginFolders());
        HostWaiting waiting = new HostWaiting();
        Systems.Shared shared = shared(home, plugins, options.waiting().orElse(waiting), options);
        String owner = UUID.randomUUID().toString();
        List<Integration> integrations = new ArrayList<>();
        for (IntegrationSettings integration : settings.integrations()) {
            integrations.add(integration(integration, shared, store, owner, options));
        }
        integrations.sort(Comparator.comparing(Integration::id));
        Schedule schedule = Schedule.of(
                store.scheduling(),
                options.clock(),
                Jobs.of(store, settings.server().retention(), integrations));
        return new Engine(plugins, store, waiting, integrations, owner, schedule);
    }

    /** What {@link Systems} of this home share; for commands that need no store. */
    public static Systems.Shared shared(Home home, Plugins plugins, Waiting waiting, EngineOptions options) {
        Accounts accounts = new Accounts(options.clock(), waiting);
        return new Systems.Shared(
                home, plugins, new Secrets(home.secrets(), options.env()), options.clock(), accounts, waiting);
    }

    private static Integration integration(
            IntegrationSettings settings, Systems.Shared shared, Store store, String owner, EngineOptions options) {
        Rulebook rules = new Rulebook(
                settings.id(),
                new RuleFolder(shared.home().rules(settings.rules())),
                store,
                options.clock(),
                settings.activate() == IntegrationSettings.Activate.ON_CHANGE);
        rules.open();
        Systems systems = Systems.open(settings, shared, rules, store.crmReadings());
        return new IntegrationMaker(settings, shared, store, owner, options).make(systems, rules);
    }

    /**
     * Resumes interrupted runs and begins those that were only queued; one that was interrupted for more than 24 hours
     * becomes failed instead. Then the events that wait are worked through.
     */
    public void start() {
        store.runs().failAbandonedLongerThan(RESUMABLE, owner);
        List<Run> unfinished = new ArrayList<>(store.runs().interruptAbandoned(owner));
        unfinished.addAll(store.runReads().queued());
        for (Run run : unfinished) {
            integration(run.integration()).ifPresent(integration -> integration.resume(run));
        }
        store.inbox().releaseAbandoned(owner);
        integrations.forEach(Integration::start);
        schedule.start();
    }

    /** Sorted by id. */
    public List<Integration> integrations() {
        return integrations;
    }

    public Optional<Integration> integration(String id) {
        return integrations.stream()
                .filter(integration -> integration.id().equals(id))
                .findFirst();
    }

    public List<PluginStatus> plugins() {
        return plugins.all();
    }

    @Override
    public void close() {
        schedule.close();
        // Before the waits: a wait that is cut short would otherwise look like a failure of the audience and end the
        // run.
        integrations.forEach(Integration::stop);
        waiting.close();
        integrations.forEach(Integration::close);
        store.close();
        plugins.close();
    }
}
