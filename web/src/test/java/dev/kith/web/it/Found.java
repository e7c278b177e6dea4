package dev.kith.web.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The differences of a run, read over REST, each change as a line such as {@code attribute City: Oss -> Ede}. */
final class Found {
    private Found() {}

    /** By contact key, the whole list page by page. */
    static Map<String, List<String>> all(RunningKith kith, long run, String query) {
        Map<String, List<String>> all = new TreeMap<>();
        String after = "";
        do {
            JsonNode page = kith.get("/runs/" + run + "/differences?limit=40&after=" + after + query)
                    .json();
            page.path("differences")
                    .forEach(one -> all.put(one.path("contactKey").asText(), lines(one.path("changes"))));
            after = page.path("nextAfter").asText();
        } while (!after.isEmpty());
        return all;
    }

    static List<String> lines(JsonNode changes) {
        List<String> lines = new ArrayList<>();
        changes.forEach(change -> lines.add(line(change)));
        return lines;
    }

    private static String line(JsonNode change) {
        String kind = change.path("kind").asText();
        String name = change.path("name").asText();
        if (kind.equals("attribute")) {
            return "attribute " + name + ": " + change.path("before").asText() + " -> "
                    + change.path("after").asText();
        }
        return (kind + " " + name + " " + change.path("channel").asText()).strip();
    }
}
