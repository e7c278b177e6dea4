package dev.kith.engine.home;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A YAML value with the line it stands on. Never printed: any of them may be a secret. */
sealed interface Node {
    /** The line of the value's key, else of the value. */
    int line();

    /** What the value is called in messages. */
    String what();

    /** The value as texts, lists and maps of texts; nothing is an empty text. */
    Object plain();

    /** A value of YAML or JSON that has no line. */
    static Node of(@Nullable Object value) {
        if (value == null) {
            return new Nothing(0);
        }
        if (value instanceof Node node) {
            return node;
        }
        if (value instanceof Collection<?> items) {
            return new Sequence(items.stream().map(Node::of).toList(), 0);
        }
        if (value instanceof Map<?, ?> names) {
            Map<String, Node> entries = new LinkedHashMap<>();
            names.forEach((name, entry) -> entries.put(String.valueOf(name), of(entry)));
            return new Mapping(entries, 0);
        }
        return new Scalar(value.toString(), 0);
    }

    /** A text, number or flag; always as it is written. */
    record Scalar(String text, int line) implements Node {
        @Override
        public String what() {
            return "a single value";
        }

        @Override
        public Object plain() {
            return text;
        }

        @Override
        public String toString() {
            return "Scalar[line=" + line + "]";
        }
    }

    /** A key without a value. */
    record Nothing(int line) implements Node {
        @Override
        public String what() {
            return "nothing";
        }

        @Override
        public Object plain() {
            return "";
        }
    }

    /** A list. */
    record Sequence(List<Node> items, int line) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String what() {
            return "a list";
        }

        @Override
        public Object plain() {
            return items.stream().map(Node::plain).toList();
        }
    }

    /** Names with values, in the order of the file. */
    record Mapping(Map<String, Node> entries, int line) implements Node {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public String what() {
            return "names with values";
        }

        @Override
        public Object plain() {
            Map<String, Object> values = new LinkedHashMap<>();
            entries.forEach((name, value) -> values.put(name, value.plain()));
            return values;
        }
    }
}
