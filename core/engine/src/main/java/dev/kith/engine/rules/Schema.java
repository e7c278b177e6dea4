package dev.kith.engine.rules;

import dev.kith.spi.Attribute;
import dev.kith.spi.AudienceDescription;
import dev.kith.spi.CrmDescription;
import dev.kith.spi.CrmField;
import dev.kith.spi.OptInLabel;
import dev.kith.spi.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** What rules can use: the fields and labels of the CRM, the attributes and subscriptions of the audience. */
public record Schema(
        List<CrmField> fields, List<OptInLabel> labels, List<Attribute> attributes, List<Subscription> subscriptions) {

    public Schema {
        fields = List.copyOf(fields);
        labels = List.copyOf(labels);
        attributes = List.copyOf(attributes);
        subscriptions = List.copyOf(subscriptions);
    }

    /** Reads {@code schema.yaml}; throws with everything that is wrong in it. */
    public static Schema parse(String yaml) {
        Problems problems = new Problems();
        Optional<Schema> schema = parse(yaml, problems);
        return schema.filter(read -> problems.none()).orElseThrow(() -> new RuleSetException(problems.all()));
    }

    static Optional<Schema> parse(String yaml, Problems problems) {
        return Yaml.parse(RuleFiles.SCHEMA_FILE, yaml, problems).map(SchemaReader::read);
    }

    /** What two systems offer now; throws when their names can't be used in rules. */
    public static Schema of(CrmDescription crm, AudienceDescription audience) {
        Schema schema = new Schema(crm.fields(), crm.labels(), audience.attributes(), audience.subscriptions());
        return parse(schema.toYaml());
    }

    /** The text of {@code schema.yaml}: the same for the same schema. */
    public String toYaml() {
        return SchemaWriter.write(this);
    }

    /** What the rule set uses, by this schema, and the live one doesn't have in the same form; one message each. */
    public List<String> gaps(Schema live, RuleSet use) {
        return SchemaGaps.find(this, live, use.rules(), use.uses());
    }

    /** The properties a contact has in rules. */
    List<Property> properties() {
        List<Property> properties = new ArrayList<>(Property.always());
        for (CrmField field : fields) {
            properties.removeIf(property -> property.name().equals(field.name()));
            properties.addAll(Property.of(field));
        }
        return properties;
    }

    Optional<Property> property(String name) {
        return only(properties(), property -> property.name().equals(name));
    }

    Optional<CrmField> field(String name) {
        return only(fields, field -> field.name().equals(name));
    }

    Optional<Attribute> attribute(String name) {
        return only(attributes, attribute -> attribute.name().equals(name));
    }

    Optional<Subscription> subscription(String name) {
        return only(subscriptions, subscription -> subscription.name().equals(name));
    }

    Optional<OptInLabel> label(String name) {
        return only(labels, label -> label.name().equals(name));
    }

    List<String> labelNames() {
        return names(labels, OptInLabel::name);
    }

    List<String> attributeNames() {
        return names(attributes, Attribute::name);
    }

    List<String> subscriptionNames() {
        return names(subscriptions, Subscription::name);
    }

    private static <T> List<String> names(List<T> list, Function<T, String> name) {
        return list.stream().map(name).toList();
    }

    private static <T> Optional<T> only(List<T> list, Predicate<T> wanted) {
        return list.stream().filter(wanted).findFirst();
    }
}
