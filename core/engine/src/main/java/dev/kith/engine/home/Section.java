package dev.kith.engine.home;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the names of one mapping, remembers which were asked for, and reports the others as unknown. */
final class Section {
    private final Map<String, Node> entries;
    private final int line;
    private final String path;
    private final Problems problems;
    private final Set<String> known = new LinkedHashSet<>();

    private Section(Map<String, Node> entries, int line, String path, Problems problems) {
        this.entries = entries;
        this.line = line;
        this.path = path;
        this.problems = problems;
    }

    static Section top(Node.Mapping mapping, Problems problems) {
        return new Section(mapping.entries(), mapping.line(), "", problems);
    }

    int line() {
        return line;
    }

    /** The line of a name; this section's own when it isn't there. */
    int line(String key) {
        Node node = entries.get(key);
        return node == null ? line : node.line();
    }

    String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    Optional<String> text(String key) {
        return find(key).flatMap(node -> {
            if (node instanceof Node.Scalar scalar && !scalar.text().isBlank()) {
                return Optional.of(scalar.text().strip());
            }
            problems.setting(
                    node.line(),
                    path(key),
                    node instanceof Node.Scalar ? "is empty" : "must be a text, was " + node.what());
            return Optional.empty();
        });
    }

    /** With a problem when it isn't there. */
    Optional<String> needed(String key) {
        if (find(key).isEmpty()) {
            problems.setting(line, path(key), "is missing");
            return Optional.empty();
        }
        return text(key);
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (Node item : items(key)) {
            if (item instanceof Node.Scalar scalar) {
                texts.add(scalar.text().strip());
            } else {
                problems.setting(item.line(), path(key), "must be a list of texts, but one entry is " + item.what());
            }
        }
        return texts;
    }

    boolean hasSection(String key) {
        return entries.get(key) instanceof Node.Mapping;
    }

    /** Without entries when it isn't there. */
    Section section(String key) {
        Node node = find(key).orElseGet(() -> new Node.Mapping(Map.of(), line));
        if (node instanceof Node.Mapping mapping) {
            return new Section(mapping.entries(), mapping.line(), path(key), problems);
        }
        problems.setting(node.line(), path(key), "must have names with values below it, was " + node.what());
        return new Section(Map.of(), node.line(), path(key), problems);
    }

    /** The entries of a section whose names are checked elsewhere. */
    Map<String, Object> raw(String key) {
        return Collections.unmodifiableMap(section(key).entries);
    }

    /** Reports what nobody asked for; the last call. */
    void refuseUnknown() {
        entries.forEach((key, node) -> {
            if (!known.contains(key)) {
                problems.setting(node.line(), path(key), "is unknown" + Nearest.hint(key, known));
            }
        });
    }

    private List<Node> items(String key) {
        Optional<Node> node = find(key);
        if (node.isPresent() && !(node.get() instanceof Node.Sequence)) {
            problems.setting(
                    node.get().line(),
                    path(key),
                    "must be a list, was " + node.get().what());
        }
        return node.orElse(null) instanceof Node.Sequence sequence ? sequence.items() : List.of();
    }

    private Optional<Node> find(String key) {
        known.add(key);
        return Optional.ofNullable(entries.get(key)).filter(node -> !(node instanceof Node.Nothing));
    }
}
