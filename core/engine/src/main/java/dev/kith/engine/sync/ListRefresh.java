package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.ListKind;
import dev.kith.engine.store.ListSettings;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.Store;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.Contact;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has lists imported when it is time: Selections that an event concerns soon, several events together; recurring Overviews
 * in the morning. And has members given the membership once their profile exists (D36). Thread-safe.
 */
final class ListRefresh implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ListRefresh.class);

    /** For further events to come in; an import reads the whole list. */
    private static final Duration GATHERING = Duration.ofSeconds(3);

    /** So much longer than an import takes, nobody imports the list for events again. */
    private static final int REST = 10;

    private static final Duration LONGEST_REST = Duration.ofMinutes(10);

    private final String integration;
    private final Store store;
    private final ListGiving giving;
    private final Clock clock;
    private final ScheduledExecutorService thread;
    private final AtomicBoolean importsAsked = new AtomicBoolean();
    private final AtomicBoolean membersAsked = new AtomicBoolean();
    private volatile Map<String, ListKind> kinds = Map.of();
    private volatile Consumer<String> start = list -> {};
    private volatile BooleanSupplier ready = () -> false;
    private volatile boolean stopping;

    ListRefresh(String integration, Store store, ListGiving giving, Clock clock) {
        this.integration = requireNonNull(integration, "integration");
        this.store = requireNonNull(store, "store");
        this.giving = requireNonNull(giving, "giving");
        this.clock = requireNonNull(clock, "clock");
        ScheduledThreadPoolExecutor one = new ScheduledThreadPoolExecutor(1, Daemons.named("lists-" + integration));
        one.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread = one;
        remember();
    }

    private void remember() {
        kinds = store.savedLists().list(integration).stream()
                .collect(Collectors.toUnmodifiableMap(ListSettings::list, ListSettings::kind));
    }

    /**
     * @param starter starts the import of a list, unless one is under way
     * @param isReady as long as it says no, nothing is written and no import starts
     */
    void begin(Consumer<String> starter, BooleanSupplier isReady) {
        start = starter;
        ready = isReady;
        imports(Duration.ZERO);
        members();
    }

    /** The settings of a list are others. */
    void configured(String list) {
        remember();
        concerned(list);
    }

    /** Every hour: all Selections, lists that still have to be taken off, and members whose profile exists by now. */
    void hourly() {
        kinds.forEach((list, kind) -> {
            if (kind == ListKind.SELECTION || (kind == ListKind.OFF && hasMembers(list))) {
                concerned(list);
            }
        });
        members();
    }

    private boolean hasMembers(String key) {
        return store.savedLists()
                .find(integration, key)
                .filter(list -> !store.listMembers().carriers(list).isEmpty())
                .isPresent();
    }

    /** Every morning. */
    void morning() {
        if (ready.getAsBoolean()) {
            store.savedLists().list(integration).stream()
                    .filter(list -> list.kind() == ListKind.OVERVIEW && list.recurring())
                    .forEach(list -> start.accept(list.list()));
        }
    }

    /** An event concerns a list, or something that may be none; an Overview waits for its own time all the same (S37). */
    void concerned(String list) {
        ListKind kind = kinds.getOrDefault(list, ListKind.OVERVIEW);
        if (kind != ListKind.OVERVIEW) {
            store.savedLists().markStale(integration, list, true);
            imports(GATHERING);
        }
    }

    /** An event concerns nobody knows whom. */
    void selectionsConcerned() {
        kinds.forEach((list, kind) -> {
            if (kind == ListKind.SELECTION) {
                concerned(list);
            }
        });
    }

    /** A contact as it is now: Selections by a label that it has got or lost since their import. */
    void look(Contact contact, Map<String, String> labelLists) {
        if (!kinds.containsValue(ListKind.SELECTION) || !contact.labelsComplete()) {
            return;
        }
        Set<String> imported = store.listMembers().listsOf(integration, contact.key());
        labelLists.forEach((label, list) -> {
            if (contact.allLabels().contains(label) != imported.contains(list)) {
                concerned(list);
            }
        });
    }

    /** A run has ended: another import may have waited for it, and it may have made profiles. */
    void runEnded() {
        imports(GATHERING);
        members();
    }

    /** Profiles were made. */
    void members() {
        later(membersAsked, Duration.ZERO, () -> giving.give(() -> stopping));
    }

    private void imports(Duration in) {
        later(importsAsked, in, this::startImports);
    }

    private void startImports() {
        boolean resting = false;
        for (String list : store.savedLists().stale(integration)) {
            if (rest(store.savedLists().lastRun(integration, list), clock.instant())
                    .isZero()) {
                start.accept(list);
            } else {
                resting = true;
            }
        }
        if (resting) {
            // Soon, since meanwhile another list may have changed that doesn't rest.
            imports(GATHERING);
        }
    }

    /**
     * For how long a list isn't imported again for events: while many come in, a large one would be imported all the time.
     *
     * @param last its newest import
     */
    static Duration rest(Optional<Run> last, Instant now) {
        Optional<Instant> ended = last.flatMap(Run::endedAt);
        if (ended.isEmpty()) {
            return Duration.ZERO;
        }
        Instant started = last.flatMap(Run::startedAt).orElse(ended.get());
        Duration rest = Duration.between(started, ended.get()).multipliedBy(REST);
        Duration bounded = rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST;
        Duration left = Duration.between(now, ended.get().plus(bounded));
        // An end in the future was told by a clock that was set back since.
        return left.isNegative() || left.compareTo(bounded) > 0 ? Duration.ZERO : left;
    }

    private void later(AtomicBoolean asked, Duration in, Runnable work) {
        if (stopping || kinds.isEmpty() || !asked.compareAndSet(false, true)) {
            return;
        }
        try {
            ScheduledFuture<?> unused = thread.schedule(
                    () -> {
                        asked.set(false);
                        tried(work);
                    },
                    in.toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("Lists of \"{}\" are closed", integration);
        }
    }

    private void tried(Runnable work) {
        if (stopping || !ready.getAsBoolean()) {
            return;
        }
        try {
            work.run();
        } catch (ConnectorException e) {
            log.warn("Members of lists of \"{}\" wait for the next hour: {}", integration, e.getMessage());
        } catch (RuntimeException e) {
            log.error("Lists of \"{}\" wait for the next hour", integration, e);
        }
    }

    void stop() {
        stopping = true;
    }

    @Override
    public void close() {
        stop();
        Daemons.end(thread);
    }
}
