package dev.kith.web.page;

import dev.kith.engine.sync.Integration;
import dev.kith.engine.sync.ListStatus;
import java.time.Instant;
import java.util.List;

/**
 * The saved lists of an integration that are configured.
 *
 * @param note what became of the last click, or empty
 */
public record ListsView(String path, String audience, boolean ready, List<ListView> lists, String note) {
    public ListsView {
        lists = List.copyOf(lists);
    }

    /** A list that is off, and of which nobody has anything any more, is none. */
    static ListsView of(Integration integration, String note, Instant now) {
        return new ListsView(
                "/integrations/" + integration.id() + "/lists",
                integration.audienceTitle(),
                integration.problems().isEmpty(),
                integration.lists().configured().stream()
                        .map(status -> ListView.of(status, now))
                        .filter(list -> list.isOn() || isStillTaken(list.status()))
                        .toList(),
                note);
    }

    private static boolean isStillTaken(ListStatus status) {
        return status.members() > 0
                || status.lastRun().filter(run -> !run.state().isEnded()).isPresent();
    }

    /** Whether the lists will soon look different, so that the page has to ask again. */
    public boolean moving() {
        return ready && lists.stream().anyMatch(ListView::isMoving);
    }
}
