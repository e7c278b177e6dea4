package dev.kith.web.page;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.engine.store.ListImport;
import dev.kith.engine.store.ListSettings;
import dev.kith.engine.store.Run;
import dev.kith.engine.sync.ListStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A saved list that is configured, in words.
 *
 * @param last its newest import
 */
public record ListView(ListSettings settings, ListStatus status, Optional<RunView> last) {
    public ListView {
        requireNonNull(settings, "settings");
        requireNonNull(status, "status");
        requireNonNull(last, "last");
    }

    /** @param status of a list that is configured */
    static ListView of(ListStatus status, Instant now) {
        return new ListView(
                status.settings().orElseThrow(), status, status.lastRun().map(run -> new RunView(run, now)));
    }

    /** The list as a click on it names it, in JSON. */
    public String chosen() {
        return named().toString();
    }

    /** The same to switch it off. */
    public String off() {
        return named().put("when", "off").toString();
    }

    private ObjectNode named() {
        return JsonNodeFactory.instance.objectNode().put("list", settings.list());
    }

    public String title() {
        return settings.title();
    }

    /** What its members get. */
    public String carrier() {
        return switch (settings.carrier().type()) {
            case ATTRIBUTE -> "Attribute " + settings.carrierName();
            case TAG -> "Tag " + settings.carrierName();
        };
    }

    /** When it is imported; the moment, as far as there is one, is {@link #next}. */
    public String when() {
        return switch (settings.kind()) {
            case OVERVIEW -> settings.recurring() ? "each morning" : "by hand";
            case SELECTION -> "kept in step, at least hourly";
            case OFF -> "switched off";
        };
    }

    public Optional<Instant> next() {
        return status.next();
    }

    public boolean isOn() {
        return switch (settings.kind()) {
            case OVERVIEW, SELECTION -> true;
            case OFF -> false;
        };
    }

    public boolean underWay() {
        return last.filter(run -> !run.ended()).isPresent();
    }

    /** Whether an import is under way, or begins in a moment. */
    boolean isMoving() {
        return switch (settings.kind()) {
            case OVERVIEW -> underWay();
            case SELECTION -> underWay() || last.isEmpty();
            case OFF -> true;
        };
    }

    public String members() {
        return Wording.number(status.members());
    }

    /** Members without a profile; empty for none. */
    public String waiting() {
        return status.waiting() == 0 ? "" : Wording.number(status.waiting()) + " without a profile";
    }

    /** What the last import did, or why it failed. */
    public String result() {
        Optional<Run> run = status.lastRun();
        Optional<ListImport> did = run.flatMap(Run::list);
        if (did.isEmpty()) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        parts.add(Wording.number(run.get().counts().read()) + " read");
        parts.add(Wording.number(did.get().added()) + " added");
        parts.add(Wording.number(did.get().removed()) + " removed");
        if (run.get().counts().issues() > 0) {
            parts.add(new RunView(run.get(), Instant.EPOCH).issuesInWords());
        }
        return String.join(", ", parts);
    }

    /** Why the last import ended as it did; empty when there is nothing to say. */
    public String cause() {
        return status.lastRun().map(Run::cause).orElse("");
    }
}
