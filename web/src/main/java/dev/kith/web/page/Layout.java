package dev.kith.web.page;

import java.util.List;

/** What the frame of every page needs. */
public record Layout(String title, List<Crumb> crumbs, Scripts scripts) {
    public Layout {
        crumbs = List.copyOf(crumbs);
    }

    /** A step of the way to the page. */
    public record Crumb(String label, String path) {}
}
