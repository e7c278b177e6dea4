package dev.kith.tribe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.spi.OptInLabel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The labels of the CRM under the names rules use: an alias, else the label's own name, else (several labels share that
 * name) the name with the id behind it.
 *
 * @param all in the order of the service
 */
record Labels(List<OptInLabel> all) {
    Labels {
        all = List.copyOf(all);
    }

    /**
     * Names the labels.
     *
     * @param rows of the set Label
     * @param gaps gets a sentence for every alias that leads nowhere or to several
     */
    static Labels of(List<JsonNode> rows, Map<String, String> aliases, List<String> gaps) {
        Map<String, String> aliasOf = new HashMap<>();
        aliases.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(alias -> {
            List<JsonNode> found =
                    rows.stream().filter(r -> matches(r, alias.getValue())).toList();
            if (found.size() == 1) {
                String taken = aliasOf.putIfAbsent(id(found.get(0)), alias.getKey());
                addIfTwice(taken, alias, gaps);
            } else {
                gaps.add(gap(alias, found.size()));
            }
        });
        Map<String, Long> counts =
                rows.stream().collect(Collectors.groupingBy(r -> natural(r, aliasOf), Collectors.counting()));
        List<OptInLabel> labels = new ArrayList<>();
        for (JsonNode row : rows) {
            String name = natural(row, aliasOf);
            boolean shared = counts.getOrDefault(name, 0L) > 1;
            labels.add(new OptInLabel(id(row), shared ? withId(name, row) : name, saysActive(row)));
        }
        return new Labels(labels);
    }

    /** The name of a label on a record; one made since the labels were read goes by its own name. */
    String nameOf(JsonNode row) {
        for (OptInLabel label : all) {
            if (label.id().equals(id(row))) {
                return label.name();
            }
        }
        String own = ownName(row);
        return all.stream().anyMatch(l -> l.name().equals(own)) ? withId(own, row) : own;
    }

    /** The name of a label that was there when the labels were read, else its id. */
    String nameOf(String id) {
        return all.stream()
                .filter(label -> label.id().equals(id))
                .map(OptInLabel::name)
                .findFirst()
                .orElse(id);
    }

    /** Whether a label on a record counts; null counts as active. */
    boolean isActive(JsonNode row) {
        if (row.has("IsInactive")) {
            return saysActive(row);
        }
        return all.stream().noneMatch(l -> l.id().equals(id(row)) && !l.active());
    }

    private static boolean saysActive(JsonNode row) {
        return !Values.isYes(row.path("IsInactive"));
    }

    private static boolean matches(JsonNode row, String nameOrId) {
        return id(row).equalsIgnoreCase(nameOrId) || ownName(row).equals(nameOrId);
    }

    private static String natural(JsonNode row, Map<String, String> aliasOf) {
        String alias = aliasOf.get(id(row));
        return alias == null ? ownName(row) : alias;
    }

    private static String withId(String name, JsonNode row) {
        return name + " (" + id(row) + ")";
    }

    private static String id(JsonNode row) {
        return row.path("ID").asText("");
    }

    private static String ownName(JsonNode row) {
        String name = row.path("Name").asText("").strip();
        return name.isEmpty() || row.path("Name").isNull() ? id(row) : name;
    }

    private static void addIfTwice(@Nullable String taken, Map.Entry<String, String> alias, List<String> gaps) {
        if (taken != null) {
            gaps.add("Setting \"labels\": \"" + taken + "\" and \"" + alias.getKey()
                    + "\" name the same label. Remove one of them.");
        }
    }

    private static String gap(Map.Entry<String, String> alias, int found) {
        String start = "Setting \"labels\": \"" + alias.getKey() + "\": ";
        if (found == 0) {
            return start + "Tribe CRM has no label with the name or id \"" + alias.getValue()
                    + "\" that this user can see. Correct the setting, or make the label.";
        }
        return start + found + " labels have the name \"" + alias.getValue() + "\". Give the id of one instead.";
    }
}
