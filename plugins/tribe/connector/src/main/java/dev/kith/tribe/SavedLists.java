package dev.kith.tribe;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.SavedList;
import java.util.ArrayList;
import java.util.List;

/** Names the lists whose members can be read: labels, conditions of the settings and, if switched on, views. */
final class SavedLists {
    static final String LABEL = "label:";
    static final String CONDITION = "condition:";
    static final String VIEW = "view:";

    private SavedLists() {}

    static List<SavedList> of(Rows rows, Metadata metadata, Labels labels, TribeSettings settings) {
        List<SavedList> lists = new ArrayList<>();
        labels.all().forEach(label -> lists.add(new SavedList(LABEL + label.id(), "Label: " + label.name())));
        settings.lists().keySet().stream()
                .sorted()
                .forEach(name -> lists.add(new SavedList(CONDITION + name, "Condition: " + name)));
        if (settings.views()) {
            lists.addAll(views(rows, metadata));
        }
        return lists;
    }

    /** Only views whose members the API gives out: most offer no more than their names (T43). */
    private static List<SavedList> views(Rows rows, Metadata metadata) {
        if (!metadata.hasSet("View")
                || metadata.navigation(metadata.typeOf("View"), "Entities").isEmpty()) {
            return List.of();
        }
        try {
            return rows.all(Query.of("View").with("$select", "ID,_Name")).stream()
                    .map(row -> new SavedList(
                            VIEW + row.path("ID").asText(),
                            "View: "
                                    + Values.text(row.path("_Name"))
                                            .orElse(row.path("ID").asText())))
                    .toList();
        } catch (ConnectorException e) {
            if (e.kind() != Kind.CONFIG && e.kind() != Kind.AUTH) {
                throw e;
            }
            return List.of();
        }
    }
}
