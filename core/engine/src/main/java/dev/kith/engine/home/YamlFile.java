package dev.kith.engine.home;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads a YAML file into {@link Node}s. Plain YAML only: no aliases, one document, no key twice. */
final class YamlFile {
    private static final YAMLFactory YAML = YAMLFactory.builder().build();

    private final YAMLParser parser;
    private final Problems problems;

    private YamlFile(YAMLParser parser, Problems problems) {
        this.parser = parser;
        this.problems = problems;
    }

    /** Empty, with a problem, when the file isn't readable YAML with names at its top; an empty file has no names. */
    static Optional<Node.Mapping> read(Path file, Problems problems) {
        try {
            return parse(withoutMark(Files.readString(file)), problems);
        } catch (NoSuchFileException e) {
            problems.add(0, "is not there. Make a home with \"kith init DIR\", or name another with --home.");
        } catch (CharacterCodingException e) {
            problems.add(0, "is not encoded in UTF-8. Save it as UTF-8.");
        } catch (IOException e) {
            problems.add(0, "can't be read: " + e.getMessage() + ". Check that it is there and may be read.");
        }
        return Optional.empty();
    }

    private static Optional<Node.Mapping> parse(String text, Problems problems) throws IOException {
        try (YAMLParser parser = YAML.createParser(text)) {
            return new YamlFile(parser, problems).top();
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
            problems.add(line, "is not valid YAML: " + withoutSnippet(e.getOriginalMessage()) + ".");
            return Optional.empty();
        }
    }

    private Optional<Node.Mapping> top() throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null || first == JsonToken.VALUE_NULL) {
            return Optional.of(new Node.Mapping(Map.of(), 0));
        }
        Node node = value(line());
        if (parser.nextToken() != null) {
            problems.add(line(), "holds a second document; only one is read. Remove the line \"---\" before it.");
            return Optional.empty();
        }
        if (node instanceof Node.Mapping mapping) {
            return Optional.of(mapping);
        }
        problems.add(
                node.line(), "must hold names with values, such as \"name: value\", but holds " + node.what() + ".");
        return Optional.empty();
    }

    private Node value(int line) throws IOException {
        if (parser.isCurrentAlias()) {
            problems.add(line, "uses the alias \"*" + parser.getText() + "\". Write the value out instead.");
            return new Node.Nothing(line);
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(line);
            case START_ARRAY -> sequence(line);
            case VALUE_NULL -> new Node.Nothing(line);
            default -> new Node.Scalar(parser.getText(), line);
        };
    }

    private Node mapping(int line) throws IOException {
        Map<String, Node> entries = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            int keyLine = line();
            parser.nextToken();
            Node before = entries.put(key, entry(keyLine));
            if (before != null) {
                problems.add(keyLine, "has \"" + key + "\" twice, first on line " + before.line() + ". Remove one.");
            }
        }
        return new Node.Mapping(entries, line);
    }

    /** A key with nothing after it, as in a file whose lines below are commented out, has no value. */
    private Node entry(int line) throws IOException {
        Node node = value(line);
        return node instanceof Node.Scalar scalar && scalar.text().isEmpty() ? new Node.Nothing(line) : node;
    }

    private Node sequence(int line) throws IOException {
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(line()));
        }
        return new Node.Sequence(items, line);
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }

    /** The parser quotes the lines around a fault, indented; they may hold a secret. */
    private static String withoutSnippet(String message) {
        return message.lines()
                .filter(line -> !line.isBlank() && !line.startsWith(" "))
                .collect(Collectors.joining(", "));
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
