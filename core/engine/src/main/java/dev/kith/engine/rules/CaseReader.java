package dev.kith.engine.rules;

import dev.kith.spi.Attribute;
import dev.kith.spi.Channel;
import dev.kith.spi.Contact;
import dev.kith.spi.CrmField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a file of cases; refuses keys, fields, attributes and consents that do not exist. */
final class CaseReader {

    private final Schema schema;

    private CaseReader(Schema schema) {
        this.schema = schema;
    }

    /** The cases of a file; none when anything in it is wrong. */
    static List<Cases.CaseOf> read(String file, String text, Schema schema, Problems problems) {
        CaseReader reader = new CaseReader(schema);
        List<Cases.CaseOf> cases = new ArrayList<>();
        Yaml.parse(file, text, problems).ifPresent(root -> root.items().forEach(item -> cases.add(reader.one(item))));
        return problems.none() ? cases : List.of();
    }

    private Cases.CaseOf one(Yaml item) {
        Map<String, Yaml> parts = item.entries(List.of("name", "contact", "expect"));
        for (String part : List.of("name", "contact", "expect")) {
            if (!parts.containsKey(part)) {
                item.problem("\"" + part + "\" is missing in this case.");
            }
        }
        Yaml name = parts.get("name");
        return new Cases.CaseOf(
                name == null ? "" : name.text(), contact(parts.get("contact")), expectation(parts.get("expect"), true));
    }

    private Contact contact(@Nullable Yaml node) {
        Optional<String> email = Optional.empty();
        List<String> labels = List.of();
        List<String> allLabels = List.of();
        boolean complete = true;
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, Yaml> entry : entries(node).entrySet()) {
            Yaml value = entry.getValue();
            switch (entry.getKey()) {
                case "email" -> email = Optional.of(value.text()).filter(text -> !text.isBlank());
                case "labels" -> labels = labels(value);
                case "allLabels" -> allLabels = labels(value);
                case "labelsComplete" -> complete = !value.text().equals("false");
                default -> field(entry.getKey(), value, values);
            }
        }
        // A schema may have a field of this name of its own.
        email.filter(text -> schema.field("email").isPresent()).ifPresent(text -> values.put("email", text));
        return new Contact("case", email, values, labels, allLabels.isEmpty() ? labels : allLabels, complete);
    }

    private void field(String name, Yaml value, Map<String, Object> values) {
        Optional<CrmField> field = schema.field(name);
        if (field.isEmpty()) {
            List<String> known = schema.fields().stream().map(CrmField::name).toList();
            value.problem("The contact has no field \"" + name + "\"." + Suggestion.text(name, known));
        } else if (!value.isNull()) {
            CaseValue.of(field.get().type(), value).ifPresent(read -> values.put(name, read));
        }
    }

    private List<String> labels(Yaml node) {
        List<String> labels = new ArrayList<>();
        for (Yaml item : node.items()) {
            String label = item.text();
            labels.add(label);
            if (schema.label(label).isEmpty()) {
                item.problem(
                        "The CRM has no opt-in label \"" + label + "\"." + Suggestion.text(label, schema.labelNames()));
            }
        }
        return labels;
    }

    private Expectation expectation(@Nullable Yaml node, boolean positive) {
        List<String> keys = positive
                ? List.of("scope", "reason", "attributes", "consents", "not")
                : List.of("scope", "reason", "attributes", "consents");
        Map<String, Yaml> parts = node == null ? Map.of() : node.entries(keys);
        Yaml not = positive ? parts.get("not") : null;
        return new Expectation(
                Optional.ofNullable(parts.get("scope")).flatMap(CaseReader::scope),
                reasons(parts.get("reason")),
                attributes(parts.get("attributes")),
                consents(parts.get("consents")),
                Optional.ofNullable(not).map(refused -> expectation(refused, false)));
    }

    private static Optional<Decision.Scope> scope(Yaml node) {
        return switch (node.text()) {
            case "in" -> Optional.of(Decision.Scope.IN);
            case "out" -> Optional.of(Decision.Scope.OUT);
            default -> {
                node.problem("The scope is in or out, not \"" + node.text() + "\".");
                yield Optional.empty();
            }
        };
    }

    private static List<String> reasons(@Nullable Yaml node) {
        if (node == null) {
            return List.of();
        }
        return node.isList() ? node.items().stream().map(Yaml::text).toList() : List.of(node.text());
    }

    private Map<String, Optional<Object>> attributes(@Nullable Yaml node) {
        Map<String, Optional<Object>> attributes = new LinkedHashMap<>();
        entries(node).forEach((name, value) -> {
            Optional<Attribute> attribute = schema.attribute(name);
            if (attribute.isEmpty()) {
                value.problem("The audience has no attribute \"" + name + "\"."
                        + Suggestion.text(name, schema.attributeNames()));
            } else if (value.isNull()) {
                attributes.put(name, Optional.empty());
            } else {
                CaseValue.of(attribute.get().type(), value).ifPresent(read -> attributes.put(name, Optional.of(read)));
            }
        });
        return attributes;
    }

    private Map<ManagedConsent, Decision.Answer> consents(@Nullable Yaml node) {
        Map<ManagedConsent, Decision.Answer> consents = new LinkedHashMap<>();
        entries(node).forEach((subscription, channels) -> {
            if (schema.subscription(subscription).isEmpty()) {
                channels.problem("The audience has no subscription \"" + subscription + "\"."
                        + Suggestion.text(subscription, schema.subscriptionNames()));
            }
            channels.entries(List.of("email", "sms"))
                    .forEach((channel, answer) -> consents.put(
                            new ManagedConsent(subscription, channel.equals("sms") ? Channel.SMS : Channel.EMAIL),
                            answer(answer)));
        });
        return consents;
    }

    private static Decision.Answer answer(Yaml node) {
        return switch (node.text()) {
            case "opt-in" -> Decision.Answer.OPT_IN;
            case "unknown" -> Decision.Answer.UNKNOWN;
            case "no-opt-in" -> Decision.Answer.NO_OPT_IN;
            default -> {
                node.problem("A consent is opt-in, no-opt-in or unknown, not \"" + node.text() + "\".");
                yield Decision.Answer.UNKNOWN;
            }
        };
    }

    private static Map<String, Yaml> entries(@Nullable Yaml node) {
        return node == null ? Map.of() : node.entries();
    }
}
