package dev.kith.web.command;

import com.fasterxml.jackson.databind.JsonNode;

/** A saved list and its import, as REST tells of them, in words. */
final class ListText {
    private ListText() {}

    /** What is done with a list, in one line. */
    static String settings(JsonNode list) {
        String kind = list.path("kind").asText();
        if (kind.isEmpty()) {
            return "not configured";
        }
        if (kind.equals("off")) {
            return "switched off";
        }
        String carrier = list.has("tag")
                ? "tag \"" + list.path("tag").asText() + "\""
                : "attribute \"" + list.path("attribute").asText() + "\"";
        return when(list, kind) + ", " + carrier + ": " + list.path("members").asLong() + " with it, "
                + list.path("waiting").asLong() + " without a profile";
    }

    private static String when(JsonNode list, String kind) {
        if (kind.equals("selection")) {
            return "Selection, kept in step";
        }
        String next =
                list.has("nextImport") ? ", next " + list.path("nextImport").asText() : "";
        return list.path("recurring").asBoolean() ? "Overview, each morning" + next : "Overview, by hand";
    }

    static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    /** What an import does or did, in one line. */
    static String run(JsonNode run) {
        JsonNode counts = run.path("counts");
        JsonNode list = run.path("list");
        String read = counts.path("read").asLong()
                + (run.has("expected") ? " of " + run.path("expected").asLong() : "");
        String cause = run.path("cause").asText();
        return "run " + run.path("id").asLong() + " " + run.path("state").asText()
                + (run.has("endedAt") ? " " + run.path("endedAt").asText() : "") + ": " + read + " read, "
                + list.path("added").asLong() + " added, "
                + list.path("removed").asLong() + " removed, "
                + list.path("waiting").asLong() + " without a profile, "
                + count(counts.path("issues").asLong(), "issue", "issues") + (cause.isEmpty() ? "" : ". " + cause);
    }
}
