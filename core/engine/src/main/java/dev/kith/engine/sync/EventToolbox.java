package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.plugin.Waiting;
import dev.kith.engine.rules.RuleSet;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.CrmDescription;
import dev.kith.spi.OptInLabel;
import dev.kith.spi.SavedList;
import dev.kith.spi.Urgency;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tools of events and keeps them for a while: both systems are asked what they have, and compared with the rule
 * set, before the first event, after an hour, and when the rule set is another one. Thread-safe.
 */
final class EventToolbox implements Supplier<EventTools> {
    private static final Duration FRESH = Duration.ofHours(1);
    /** What the key of the list of a label begins with; its id follows. */
    static final String LABEL_LIST = "label:";

    private final Systems systems;
    private final Waiting waiting;
    private final Clock clock;
    private @Nullable Kept kept;

    EventToolbox(Systems systems, Clock clock, Waiting waiting) {
        this.systems = requireNonNull(systems, "systems");
        this.clock = requireNonNull(clock, "clock");
        this.waiting = requireNonNull(waiting, "waiting");
    }

    private record Kept(EventTools tools, String version, Instant at) {}

    /**
     * Blocks while it asks.
     *
     * @throws ConnectorException when a system can't be asked, or lacks what the rule set uses
     */
    @Override
    public synchronized EventTools get() {
        RuleSet rules = systems.ruleSet().orElseThrow();
        if (kept == null
                || !kept.version().equals(rules.version())
                || Duration.between(kept.at(), clock.instant()).abs().compareTo(FRESH) > 0) {
            kept = new Kept(make(rules), rules.version(), clock.instant());
        }
        return kept.tools();
    }

    /** Has both systems asked anew before the next event: one says that something it was asked for isn't there. */
    synchronized void forget() {
        kept = null;
    }

    private EventTools make(RuleSet rules) {
        Descriptions now = systems.describe();
        List<String> gaps = now.gaps(rules);
        if (!gaps.isEmpty()) {
            throw new ConnectorException(Kind.CONFIG, String.join("\n", gaps));
        }
        Audience audience = new Audience(now.audience());
        Managed managed = new Managed(rules.attributes(), rules.consentLabels());
        Patience none = new Patience(Duration.ZERO, clock, waiting);
        return new EventTools(
                systems.crm().lookup(),
                systems.crm().source(),
                rules::decide,
                managed,
                new Planner(managed, audience, rules.version(), false).readBy(systems.reading()),
                audience,
                new Delivery(systems.audience().sink(), Optional.empty(), none, Urgency.NOW),
                labelLists(now.crm()));
    }

    static Map<String, String> labelLists(CrmDescription crm) {
        Set<String> keys = crm.savedLists().stream().map(SavedList::key).collect(Collectors.toSet());
        Map<String, String> lists = new HashMap<>();
        for (OptInLabel label : crm.labels()) {
            if (keys.contains(LABEL_LIST + label.id())) {
                lists.put(label.name(), LABEL_LIST + label.id());
            }
        }
        return lists;
    }
}
