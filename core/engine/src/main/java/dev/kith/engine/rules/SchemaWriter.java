package dev.kith.engine.rules;

import dev.kith.spi.Attribute;
import dev.kith.spi.CrmField;
import dev.kith.spi.OptInLabel;
import dev.kith.spi.Subscription;
import java.util.List;
import java.util.Locale;

/** Writes {@code schema.yaml}, one line an entry, in the order of the schema. */
final class SchemaWriter {

    private static final String HEADER = """
            # What the rules in this folder can use: the fields and opt-in labels of the CRM, the attributes and
            # subscriptions of the audience. Written by "kith rules schema", which asks both systems; not meant to be
            # edited by hand. A rule uses a field by the name before the colon (here: firstName), and a label,
            # attribute or subscription by its name.
            """;

    private SchemaWriter() {}

    static String write(Schema schema) {
        StringBuilder yaml = new StringBuilder(HEADER);
        section(
                yaml,
                "fields",
                schema.fields().stream().map(SchemaWriter::field).toList(),
                "{}");
        section(
                yaml,
                "labels",
                schema.labels().stream().map(SchemaWriter::label).toList(),
                "[]");
        section(
                yaml,
                "attributes",
                schema.attributes().stream().map(SchemaWriter::attribute).toList(),
                "[]");
        section(
                yaml,
                "subscriptions",
                schema.subscriptions().stream().map(SchemaWriter::subscription).toList(),
                "[]");
        return yaml.toString();
    }

    private static void section(StringBuilder yaml, String name, List<String> lines, String none) {
        yaml.append('\n')
                .append(name)
                .append(':')
                .append(lines.isEmpty() ? " " + none : "")
                .append('\n');
        lines.forEach(line -> yaml.append("  ").append(line).append('\n'));
    }

    private static String field(CrmField field) {
        return field.name() + ": {type: " + word(field.type()) + ", title: " + quoted(field.title()) + "}";
    }

    private static String label(OptInLabel label) {
        String inactive = label.active() ? "" : ", active: false";
        return "- {name: " + quoted(label.name()) + ", id: " + quoted(label.id()) + inactive + "}";
    }

    private static String attribute(Attribute attribute) {
        StringBuilder line = new StringBuilder("- {name: ")
                .append(quoted(attribute.name()))
                .append(", type: ")
                .append(word(attribute.type()));
        if (attribute.purpose() != Attribute.Purpose.MAPPED) {
            line.append(", purpose: ").append(word(attribute.purpose()));
        }
        if (attribute.maxLength() != Integer.MAX_VALUE) {
            line.append(", maxLength: ").append(attribute.maxLength());
        }
        if (!attribute.writable()) {
            line.append(", writable: false");
        }
        return line.append(", id: ").append(quoted(attribute.id())).append('}').toString();
    }

    private static String subscription(Subscription subscription) {
        List<String> channels = subscription.channels().stream()
                .sorted()
                .map(SchemaWriter::word)
                .toList();
        return "- {name: " + quoted(subscription.name()) + ", channels: [" + String.join(", ", channels) + "], id: "
                + quoted(subscription.id()) + "}";
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A YAML text in double quotes. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfeff) {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }
}
