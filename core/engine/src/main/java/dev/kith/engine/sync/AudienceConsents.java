package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.home.IntegrationSettings.TwoWay;
import dev.kith.engine.store.EventSource;
import dev.kith.engine.store.EventSubject;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.NewEvent;
import dev.kith.engine.store.Store;
import dev.kith.spi.ConsentState;
import dev.kith.spi.Export;
import dev.kith.spi.ProfileConsents;
import dev.kith.spi.ProfileExporter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Learns what persons said in the audience, from an export of all consents (D29): each profile whose consents look different
 * from our memory gets an event, and is read by itself before anything is believed, since an export may be minutes old.
 */
final class AudienceConsents {
    /** Bounds the single reads that one export can cause; the next export finds the others. */
    static final int MOST_DOUBTFUL = 500;

    private static final int AT_ONCE = 1_000;

    private final String integration;
    private final Store store;
    private final Supplier<EventTools> tools;
    private final TwoWay twoWay;
    private final Clock clock;

    AudienceConsents(String integration, Store store, Supplier<EventTools> tools, TwoWay twoWay, Clock clock) {
        this.integration = requireNonNull(integration, "integration");
        this.store = requireNonNull(store, "store");
        this.tools = requireNonNull(tools, "tools");
        this.twoWay = requireNonNull(twoWay, "twoWay");
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * Reads an export through. Blocks on the audience.
     *
     * @return how many profiles got an event
     * @throws dev.kith.spi.ConnectorException when the export failed; profiles found before have their events
     */
    int learn(ProfileExporter exporter, BooleanSupplier stop) {
        LabelsOwed owed = tools.get().labelsOwed();
        int found = 0;
        try (Export<ProfileConsents> export = exporter.exportConsents()) {
            Map<String, List<ConsentState>> some = some(export);
            while (!some.isEmpty() && found < MOST_DOUBTFUL && !stop.getAsBoolean()) {
                List<NewEvent> events = events(some, owed);
                List<NewEvent> fitting = events.subList(0, Math.min(events.size(), MOST_DOUBTFUL - found));
                store.inbox().add(integration, fitting);
                found += fitting.size();
                some = some(export);
            }
        }
        return found;
    }

    /** One profile's consents may be split over two pieces; what a piece shows is enough to doubt. */
    private static Map<String, List<ConsentState>> some(Export<ProfileConsents> export) {
        Map<String, List<ConsentState>> some = new HashMap<>();
        while (some.size() < AT_ONCE) {
            Optional<ProfileConsents> row = export.next();
            if (row.isEmpty()) {
                return some;
            }
            some.computeIfAbsent(row.get().profileKey(), key -> new ArrayList<>())
                    .addAll(row.get().consents());
        }
        return some;
    }

    private List<NewEvent> events(Map<String, List<ConsentState>> some, LabelsOwed owed) {
        Map<String, Link> links = store.links().find(integration, some.keySet());
        List<NewEvent> events = new ArrayList<>();
        links.forEach((key, link) -> {
            List<ConsentState> states = requireNonNull(some.get(key), "states");
            if (link.profile()
                    && AudienceNews.of(link, states, owed, twoWay, clock.instant())
                            .any()) {
                events.add(event(key));
            }
        });
        return events;
    }

    private NewEvent event(String key) {
        return new NewEvent(EventSubject.profile(key), Set.of(), EventSource.AUDIENCE, clock.instant());
    }
}
