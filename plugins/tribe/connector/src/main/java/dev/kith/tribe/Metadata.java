package dev.kith.tribe;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What $metadata says of types and sets, with names as on the wire.
 *
 * @param types by name
 * @param setTypes the name of its type by the name of the set
 */
record Metadata(Map<String, EntityType> types, Map<String, String> setTypes) {

    /**
     * A type with its own members.
     *
     * @param parent empty for a root
     * @param isAbstract true when every record is of a type below this one
     * @param properties type by name, such as {@code Edm.String}
     * @param navigations by name
     */
    record EntityType(
            String parent, boolean isAbstract, Map<String, String> properties, Map<String, Navigation> navigations) {
        EntityType {
            requireNonNull(parent, "parent");
        }
    }

    /** Where a navigation leads. */
    record Navigation(String target, boolean many) {}

    Metadata {
        types = Map.copyOf(types);
        setTypes = Map.copyOf(setTypes);
    }

    boolean hasSet(String set) {
        return setTypes.containsKey(set);
    }

    /** False also for a type that isn't there. */
    boolean isAbstract(String type) {
        EntityType found = types.get(type);
        return found != null && found.isAbstract();
    }

    /** The type of a set, which has the set's name unless said otherwise. */
    String typeOf(String set) {
        return setTypes.getOrDefault(set, set);
    }

    /** Own and inherited properties. */
    Map<String, String> properties(String type) {
        Map<String, String> all = new LinkedHashMap<>();
        lineage(type).forEach(t -> t.properties.forEach(all::putIfAbsent));
        return all;
    }

    /** Own and inherited navigations. */
    Map<String, Navigation> navigations(String type) {
        Map<String, Navigation> all = new LinkedHashMap<>();
        lineage(type).forEach(t -> t.navigations.forEach(all::putIfAbsent));
        return all;
    }

    Optional<Navigation> navigation(String type, String name) {
        return Optional.ofNullable(navigations(type).get(name));
    }

    /** Whether a path of navigations ends at a property or navigation. */
    boolean hasPath(String type, List<String> path) {
        Optional<Navigation> navigation = navigation(type, path.get(0));
        if (path.size() == 1) {
            return navigation.isPresent() || properties(type).containsKey(path.get(0));
        }
        return navigation.isPresent() && hasPath(navigation.get().target(), path.subList(1, path.size()));
    }

    /**
     * The sets that together hold every record of a type that has a navigation: the type's own set if it declares it,
     * else those of its nearest descendants that do.
     */
    Set<String> setsDeclaring(String type, String navigation) {
        if (navigation(type, navigation).isPresent() && setOf(type).isPresent()) {
            return Set.of(setOf(type).get());
        }
        return types.entrySet().stream()
                .filter(e -> e.getValue().parent.equals(type))
                .flatMap(e -> setsDeclaring(e.getKey(), navigation).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Compares names whether they are written as GUIDs or OData-safe, with or without the leading underscore. */
    static String plainName(String name) {
        String plain = name.strip().replace("__", "-").toLowerCase(Locale.ROOT);
        return plain.startsWith("_") ? plain.substring(1) : plain;
    }

    private Optional<String> setOf(String type) {
        return setTypes.entrySet().stream()
                .filter(e -> e.getValue().equals(type))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst();
    }

    /** The type and its ancestors, nearest first; a circle ends it. */
    private List<EntityType> lineage(String type) {
        List<EntityType> result = new ArrayList<>();
        EntityType next = types.get(type);
        while (next != null && !result.contains(next)) {
            result.add(next);
            next = types.get(next.parent);
        }
        return result;
    }
}
