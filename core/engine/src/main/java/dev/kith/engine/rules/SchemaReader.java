package dev.kith.engine.rules;

import dev.kith.spi.Attribute;
import dev.kith.spi.Channel;
import dev.kith.spi.CrmField;
import dev.kith.spi.FieldType;
import dev.kith.spi.OptInLabel;
import dev.kith.spi.Subscription;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;

/** Reads {@code schema.yaml} and refuses what rules could not use. */
final class SchemaReader {

    private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]{0,60}");
    private static final Set<String> RESERVED = Set.of("key", "labels", "allLabels", "class");
    private static final Set<String> WORDS = Set.of(
            "rule",
            "when",
            "then",
            "end",
            "in",
            "not",
            "contains",
            "excludes",
            "memberOf",
            "matches",
            "soundslike",
            "strsim",
            "str",
            "eval",
            "from",
            "over",
            "and",
            "or",
            "exists",
            "forall",
            "collect",
            "accumulate");

    private final Map<String, String> owners = new HashMap<>();
    private final Set<String> seen = new HashSet<>();

    private SchemaReader() {}

    static Schema read(Yaml root) {
        SchemaReader reader = new SchemaReader();
        Map<String, Yaml> parts = root.entries(List.of("fields", "labels", "attributes", "subscriptions"));
        return new Schema(
                reader.fields(parts.get("fields")),
                each(parts.get("labels"), reader::label),
                each(parts.get("attributes"), reader::attribute),
                each(parts.get("subscriptions"), reader::subscription));
    }

    private interface Item<T> {
        T read(Entry entry);
    }

    private static <T> List<T> each(@Nullable Yaml list, Item<T> item) {
        List<T> read = new ArrayList<>();
        if (list != null) {
            list.items().forEach(node -> read.add(item.read(new Entry(node))));
        }
        return read;
    }

    private List<CrmField> fields(@Nullable Yaml node) {
        List<CrmField> fields = new ArrayList<>();
        if (node != null) {
            node.entries().forEach((name, value) -> fields.add(field(name, new Entry(value))));
        }
        return fields;
    }

    private CrmField field(String name, Entry entry) {
        entry.known("type", "title");
        FieldType type = entry.choice("type", FieldType.class, FieldType.TEXT);
        CrmField field = new CrmField(name, entry.text("title", name), type);
        if (!NAME.matcher(name).matches()) {
            entry.problem("\"" + name + "\" can't be a field's name: it starts with a small letter, and has letters and"
                    + " digits only, at most 61. Give the field an alias.");
            return field;
        }
        if ((SourceVersion.isKeyword(name) && !RESERVED.contains(name)) || WORDS.contains(name)) {
            entry.problem("\"" + name + "\" is a word of the rule language. Give the field another alias.");
        }
        if (name.equals("email") && type != FieldType.TEXT) {
            entry.problem("The field \"email\" must be a text.");
        }
        Property.of(field).forEach(property -> claim(property.name(), name, entry));
        return field;
    }

    private void claim(String property, String field, Entry entry) {
        if (RESERVED.contains(property)) {
            entry.problem("\"" + property + "\" is a name that every contact has. Give the field another alias.");
        }
        String other = owners.putIfAbsent(property, field);
        if (other != null) {
            entry.problem("The fields \"" + other + "\" and \"" + field + "\" both have the name \"" + property
                    + "\" in rules. Give one of them another alias.");
        }
    }

    private OptInLabel label(Entry entry) {
        entry.known("id", "name", "active");
        return new OptInLabel(entry.required("id"), named(entry, "label"), entry.flag("active"));
    }

    private Attribute attribute(Entry entry) {
        entry.known("id", "name", "type", "purpose", "maxLength", "writable");
        return new Attribute(
                entry.required("id"),
                named(entry, "attribute"),
                entry.choice("type", Attribute.Type.class, Attribute.Type.TEXT),
                entry.choice("purpose", Attribute.Purpose.class, Attribute.Purpose.MAPPED),
                entry.number("maxLength"),
                entry.flag("writable"));
    }

    private Subscription subscription(Entry entry) {
        entry.known("id", "name", "channels");
        return new Subscription(entry.required("id"), named(entry, "subscription"), entry.channels());
    }

    private String named(Entry entry, String kind) {
        String name = entry.required("name");
        if (!name.isEmpty() && !seen.add(kind + " " + name)) {
            entry.problem("There are two " + kind + "s named \"" + name + "\". Give one of them an alias.");
        }
        return name;
    }

    /** One map of the file. */
    private static final class Entry {
        private final Yaml node;
        private final Map<String, Yaml> values;

        Entry(Yaml node) {
            this.node = node;
            this.values = node.entries();
        }

        void known(String... keys) {
            node.entries(List.of(keys));
        }

        void problem(String message) {
            node.problem(message);
        }

        String text(String key, String fallback) {
            Yaml value = values.get(key);
            return value == null || value.isNull() ? fallback : value.text();
        }

        String required(String key) {
            String value = text(key, "");
            if (value.isBlank()) {
                problem("\"" + key + "\" is missing here.");
            }
            return value;
        }

        boolean flag(String key) {
            String value = text(key, "true");
            if (!value.equals("true") && !value.equals("false")) {
                problem("\"" + key + "\" is true or false, not \"" + value + "\".");
            }
            return value.equals("true");
        }

        int number(String key) {
            String value = text(key, "");
            if (value.isEmpty()) {
                return Integer.MAX_VALUE;
            }
            if (!value.matches("[1-9][0-9]{0,8}")) {
                problem("\"" + key + "\" is a whole number, not \"" + value + "\".");
                return Integer.MAX_VALUE;
            }
            return Integer.parseInt(value);
        }

        <E extends Enum<E>> E choice(String key, Class<E> type, E fallback) {
            String value = text(key, "");
            for (E constant : type.getEnumConstants()) {
                if (written(constant).equals(value)) {
                    return constant;
                }
            }
            if (!value.isEmpty() || key.equals("type")) {
                List<String> known = List.of(type.getEnumConstants()).stream()
                        .map(Entry::written)
                        .toList();
                problem("\"" + key + "\" is one of " + String.join(", ", known) + ", not \"" + value + "\"."
                        + Suggestion.text(value, known));
            }
            return fallback;
        }

        Set<Channel> channels() {
            Set<Channel> channels = EnumSet.noneOf(Channel.class);
            Yaml list = values.get("channels");
            for (Yaml item : list == null ? List.<Yaml>of() : list.items()) {
                String text = item.text();
                if (text.equals("email")) {
                    channels.add(Channel.EMAIL);
                } else if (text.equals("sms")) {
                    channels.add(Channel.SMS);
                } else {
                    item.problem("A channel is email or sms, not \"" + text + "\".");
                }
            }
            return channels;
        }

        private static String written(Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
