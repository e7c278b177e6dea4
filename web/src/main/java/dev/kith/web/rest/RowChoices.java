package dev.kith.web.rest;

import dev.kith.engine.rules.RowOperator;
import dev.kith.engine.rules.RuleRows;
import dev.kith.engine.rules.Schema;
import dev.kith.spi.Attribute;
import dev.kith.spi.OptInLabel;
import dev.kith.web.http.Json;
import java.util.List;

/** What a form lets people pick from. */
record RowChoices(
        List<Field> fields,
        List<String> helpers,
        List<String> labels,
        List<String> attributes,
        List<Subscription> subscriptions) {
    RowChoices {
        fields = List.copyOf(fields);
        helpers = List.copyOf(helpers);
        labels = List.copyOf(labels);
        attributes = List.copyOf(attributes);
        subscriptions = List.copyOf(subscriptions);
    }

    record Field(String name, String title, String type, List<String> operators) {
        Field {
            operators = List.copyOf(operators);
        }

        static Field of(RuleRows.Field field) {
            return new Field(
                    field.name(),
                    field.title(),
                    Json.word(field.type()),
                    field.operators().stream().map(RowOperator::word).toList());
        }
    }

    record Subscription(String name, List<String> channels) {
        Subscription {
            channels = List.copyOf(channels);
        }

        static Subscription of(dev.kith.spi.Subscription subscription) {
            return new Subscription(
                    subscription.name(),
                    subscription.channels().stream().map(Json::word).sorted().toList());
        }
    }

    static RowChoices of(RuleRows rows) {
        Schema schema = rows.schema();
        return new RowChoices(
                rows.fields().stream().map(Field::of).toList(),
                RuleRows.HELPERS,
                schema.labels().stream().map(OptInLabel::name).toList(),
                rows.attributes().stream().map(Attribute::name).toList(),
                schema.subscriptions().stream().map(Subscription::of).toList());
    }
}
