package dev.kith.web.page;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.EventState;
import dev.kith.engine.store.InboxCounts;
import dev.kith.engine.sync.Events;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How changes come in as they happen, in words.
 *
 * @param standing one sentence on what waits
 * @param figures what became of the events there were; only what isn't zero
 * @param last when the CRM last told of something
 */
public record EventsView(String standing, List<Figure> figures, Optional<Instant> last, List<String> warnings) {
    public EventsView {
        requireNonNull(standing, "standing");
        figures = List.copyOf(figures);
        requireNonNull(last, "last");
        warnings = List.copyOf(warnings);
    }

    /** A number with what it counts. */
    public record Figure(String name, String number) {}

    static EventsView of(Events events) {
        Events.Status status = events.status();
        return new EventsView(
                standing(events.enabled(), status), figures(status.counts()), status.lastEvent(), status.warnings());
    }

    private static String standing(boolean enabled, Events.Status status) {
        long pending = status.counts().of(EventState.PENDING);
        if (!enabled) {
            return "The integration is disabled: no event is taken.";
        }
        if (status.pausedBecause().isPresent()) {
            return count(pending) + ". Nothing is delivered for now: "
                    + status.pausedBecause().get();
        }
        if (pending > 0 && status.deferred()) {
            return count(pending) + " until the full sync has ended.";
        }
        return pending == 0 ? "No event waits." : count(pending) + ".";
    }

    private static String count(long pending) {
        return pending == 1 ? "1 event waits" : Wording.number(pending) + " events wait";
    }

    private static List<Figure> figures(InboxCounts counts) {
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure("received", Wording.number(counts.received())));
        for (EventState state : EventState.values()) {
            if (counts.of(state) > 0) {
                figures.add(new Figure(state.word().replace('-', ' '), Wording.number(counts.of(state))));
            }
        }
        return figures;
    }
}
