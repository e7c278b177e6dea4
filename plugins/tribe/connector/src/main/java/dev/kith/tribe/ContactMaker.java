package dev.kith.tribe;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.kith.spi.Contact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Makes contacts of what the service answered. One per page: it gathers the values it could not read. Not thread-safe. */
final class ContactMaker {
    private final Schema schema;
    private final TribeSettings settings;
    private final List<String> unreadable = new ArrayList<>();

    ContactMaker(Schema schema, TribeSettings settings) {
        this.schema = requireNonNull(schema, "schema");
        this.settings = requireNonNull(settings, "settings");
    }

    /** Contact key and field of every value that was left out because it isn't of the field's type. */
    List<String> unreadable() {
        return List.copyOf(unreadable);
    }

    Contact make(JsonNode person, Ties ties) {
        return make(person.path("ID").asText(), person, ties);
    }

    Contact make(String key, JsonNode person, Ties ties) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Field field : schema.fields()) {
            read(key, field, record(field.level(), person, ties)).ifPresent(v -> values.put(field.name(), v));
        }
        values.put(Field.FORMER, ties.former());
        values.put(Field.MAILING_OPT_OUT, ties.mailingOptOut());
        Optional<String> business =
                Optional.ofNullable(values.get(Field.CONTACT_EMAIL)).map(String.class::cast);
        return new Contact(
                key,
                settings.emailFrom().choose(business, Values.text(person.path("EmailAddress"))),
                values,
                List.copyOf(sendable(ties) ? labels(person, ties, true) : Set.of()),
                List.copyOf(labels(person, ties, false)),
                labelsComplete(person, ties));
    }

    private static JsonNode record(Level level, JsonNode person, Ties ties) {
        return switch (level) {
            case PERSON -> person;
            case CONTACT -> ties.contact();
            case ORGANISATION -> ties.organisation();
            case RELATIONSHIPS -> MissingNode.getInstance();
        };
    }

    private Optional<Object> read(String key, Field field, JsonNode record) {
        JsonNode node = record;
        for (String name : field.path()) {
            node = node.path(name);
        }
        try {
            return Values.read(field.type(), node);
        } catch (IllegalArgumentException e) {
            unreadable.add(field.name() + " of contact " + key);
            return Optional.empty();
        }
    }

    private boolean sendable(Ties ties) {
        return !ties.former() && (settings.ignoreMailingOptOut() || !ties.mailingOptOut());
    }

    /** Names in alphabetical order; with {@code counting}, only active labels, and none of a former relationship. */
    private Set<String> labels(JsonNode person, Ties ties, boolean counting) {
        TreeSet<String> names = new TreeSet<>();
        List<JsonNode> carriers = new ArrayList<>(List.of(person));
        if (settings.labelLevel() == LabelLevel.PERSON_AND_RELATIONSHIPS) {
            ties.relationships().stream()
                    .filter(r -> !counting || !Ties.isFormer(r))
                    .forEach(carriers::add);
        }
        for (JsonNode carrier : carriers) {
            for (JsonNode label : carrier.path("Labels")) {
                if (!counting || schema.labels().isActive(label)) {
                    names.add(schema.labels().nameOf(label));
                }
            }
        }
        return names;
    }

    /** A relationship that hides whether it opts out leaves as much in doubt as a label list that could not be read. */
    private boolean labelsComplete(JsonNode person, Ties ties) {
        boolean relationships = settings.labelLevel() == LabelLevel.PERSON
                || ties.relationships().stream().allMatch(ContactMaker::hasAllLabels);
        return hasAllLabels(person) && relationships && ties.tellsOptOuts();
    }

    /** The list is there, and the service doesn't say that it goes on elsewhere. */
    private static boolean hasAllLabels(JsonNode carrier) {
        return carrier.path("Labels").isArray() && !carrier.has("Labels@odata.nextLink");
    }
}
