package dev.kith.web.rest;

import dev.kith.engine.store.Change;
import dev.kith.engine.store.Difference;
import dev.kith.web.http.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an inert run found of one contact, as REST shows it. */
public record DifferenceJson(String contactKey, List<ChangeJson> changes) {
    public DifferenceJson {
        changes = List.copyOf(changes);
    }

    static DifferenceJson of(Difference difference) {
        return new DifferenceJson(
                difference.contactKey(),
                difference.changes().stream().map(ChangeJson::of).toList());
    }

    /**
     * One change.
     *
     * @param name of the attribute or subscription
     */
    public record ChangeJson(
            String kind,
            @Nullable String name,
            @Nullable String channel,
            @Nullable String before,
            @Nullable String after,
            @Nullable String rule,
            @Nullable String reason) {
        static ChangeJson of(Change change) {
            return new ChangeJson(
                    change.kind().word(),
                    orNull(change.name()),
                    change.channel().map(Json::word).orElse(null),
                    change.before().orElse(null),
                    change.after().orElse(null),
                    orNull(change.rule()),
                    orNull(change.reason()));
        }

        private static @Nullable String orNull(String text) {
            return text.isEmpty() ? null : text;
        }
    }
}
