package dev.kith.engine.rules;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A place in a YAML file: reads what is there and reports what should not be, with file and line. */
final class Yaml {

    private final String file;
    private final Node node;
    private final Problems problems;

    private Yaml(String file, Node node, Problems problems) {
        this.file = file;
        this.node = node;
        this.problems = problems;
    }

    /** The top of a file; empty, and a problem, when it isn't YAML or holds nothing. */
    static Optional<Yaml> parse(String file, String text, Problems problems) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(20);
        try {
            Node root = new org.yaml.snakeyaml.Yaml(new SafeConstructor(options)).compose(new StringReader(text));
            if (root == null) {
                problems.add(file, 0, "The file is empty.");
            }
            return Optional.ofNullable(root).map(node -> new Yaml(file, node, problems));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            problems.add(file, line, "This is not YAML: " + e.getProblem() + ".");
        } catch (YAMLException e) {
            problems.add(file, 0, "This is not YAML: " + e.getMessage() + ".");
        }
        return Optional.empty();
    }

    int line() {
        return node.getStartMark().getLine() + 1;
    }

    void problem(String message) {
        problems.add(file, line(), message);
    }

    boolean isMap() {
        return node instanceof MappingNode;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    /** No value: written as nothing, ~ or null. */
    boolean isNull() {
        return node.getTag().equals(Tag.NULL);
    }

    /** The entries of a map in their order; reports anything else. */
    Map<String, Yaml> entries() {
        Map<String, Yaml> entries = new LinkedHashMap<>();
        if (isNull()) {
            return entries;
        }
        if (!(node instanceof MappingNode map)) {
            problem("Keys with values are expected here (key: value).");
            return entries;
        }
        for (NodeTuple tuple : map.getValue()) {
            Yaml key = new Yaml(file, tuple.getKeyNode(), problems);
            String name = key.text();
            if (entries.putIfAbsent(name, new Yaml(file, tuple.getValueNode(), problems)) != null) {
                key.problem("The key \"" + name + "\" is there twice. Keep one.");
            }
        }
        return entries;
    }

    /** The entries of a map that may have these keys only. */
    Map<String, Yaml> entries(List<String> known) {
        Map<String, Yaml> entries = entries();
        entries.forEach((key, value) -> {
            if (!known.contains(key)) {
                String allowed = String.join(", ", known);
                value.problem(
                        "Unknown key \"" + key + "\"." + Suggestion.text(key, known) + " Allowed are " + allowed + ".");
            }
        });
        return entries;
    }

    /** The items of a list; reports anything else. */
    List<Yaml> items() {
        List<Yaml> items = new ArrayList<>();
        if (isNull()) {
            return items;
        }
        if (!(node instanceof SequenceNode list)) {
            problem("A list is expected here (lines that start with \"- \").");
            return items;
        }
        list.getValue().forEach(item -> items.add(new Yaml(file, item, problems)));
        return items;
    }

    /** The text of a single value; reports a list or map. */
    String text() {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        problem("A single value is expected here.");
        return "";
    }
}
