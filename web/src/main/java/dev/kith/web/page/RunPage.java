package dev.kith.web.page;

import dev.kith.engine.store.RunIssue;
import java.util.List;

/** One run with a part of its issues. */
public record RunPage(String integration, RunView run, List<RunIssue> issues, int offset, int limit) {
    public RunPage {
        issues = List.copyOf(issues);
    }

    public String range() {
        long total = run.run().counts().issues();
        return Wording.number(offset + 1L) + "–" + Wording.number(offset + (long) issues.size()) + " of "
                + Wording.number(total);
    }

    /** Path to the issues before these, or empty. */
    public String before() {
        return offset == 0 ? "" : at(Math.max(0, offset - limit));
    }

    /** Path to the issues after these, or empty. */
    public String after() {
        int next = offset + issues.size();
        return issues.size() < limit || next >= run.run().counts().issues() ? "" : at(next);
    }

    private String at(int start) {
        return run.path() + "?offset=" + start + "#issues";
    }
}
