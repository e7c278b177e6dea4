package dev.kith.tribe;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.FieldType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What to ask of one type: its properties, and the shapes of the records it leads to. Asks for no more than is used, and
 * for nothing that $metadata doesn't have.
 */
final class Shape {
    private final Metadata metadata;
    private final String type;
    private final TreeSet<String> properties = new TreeSet<>();
    private final Map<String, Shape> navigations = new TreeMap<>();

    Shape(Metadata metadata, String type) {
        this.metadata = requireNonNull(metadata, "metadata");
        this.type = requireNonNull(type, "type");
        properties.add("ID");
    }

    /** The shape for the fields of one level. */
    static Shape of(Metadata metadata, List<Field> fields, Level level) {
        return of(metadata, fields, level, level.set());
    }

    /** The same for another set whose records have the fields of the level. */
    static Shape of(Metadata metadata, List<Field> fields, Level level, String set) {
        Shape shape = new Shape(metadata, metadata.typeOf(set));
        fields.stream().filter(f -> f.level() == level).forEach(f -> shape.add(f.type(), f.path()));
        return shape;
    }

    /** Adds properties of this type; what the type doesn't declare is left out. */
    Shape properties(String... names) {
        Map<String, String> declared = metadata.properties(type);
        List.of(names).stream().filter(declared::containsKey).forEach(properties::add);
        return this;
    }

    /** Adds a record that this type leads to, if it does. */
    Shape navigation(String name, String... itsProperties) {
        metadata.navigation(type, name)
                .ifPresent(nav -> navigations
                        .computeIfAbsent(name, n -> new Shape(metadata, nav.target()))
                        .properties(itsProperties));
        return this;
    }

    private void add(FieldType fieldType, List<String> path) {
        String first = path.get(0);
        if (path.size() > 1) {
            navigation(first);
            Shape next = navigations.get(first);
            if (next != null) {
                next.add(fieldType, path.subList(1, path.size()));
            }
            return;
        }
        if (fieldType == FieldType.CHOICE || fieldType == FieldType.TEXT_LIST) {
            navigation(first, "Code", "Name", "_Name");
            return;
        }
        properties(first);
    }

    Query query(String set) {
        Query query = Query.of(set).with("$select", String.join(",", properties));
        return navigations.isEmpty() ? query : query.with("$expand", expand());
    }

    private String expand() {
        return navigations.entrySet().stream()
                .map(e -> e.getKey() + "(" + String.join(";", e.getValue().options()) + ")")
                .collect(Collectors.joining(","));
    }

    private List<String> options() {
        List<String> options = new ArrayList<>();
        options.add("$select=" + String.join(",", properties));
        if (!navigations.isEmpty()) {
            options.add("$expand=" + expand());
        }
        return options;
    }
}
