package dev.kith.tribe;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.LabelResult;
import dev.kith.spi.LabelResult.Outcome;
import dev.kith.spi.LabelWrite;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Puts labels on a person and takes them off (section 10, T23, D30).
 *
 * <ol>
 *   <li>Reads the labels of the person, and of its relationships where labels count there too.
 *   <li>Writes each changed list as a whole, and reads again.
 *   <li>Where a label isn't as wanted, tries a link on its own, and reads again.
 *   <li>What isn't as wanted then is refused: the service can't do it.
 * </ol>
 */
final class LabelWriter {
    private final Rows rows;
    private final Schema schema;
    private final TribeSettings settings;

    LabelWriter(Rows rows, Schema schema, TribeSettings settings) {
        this.rows = requireNonNull(rows, "rows");
        this.schema = requireNonNull(schema, "schema");
        this.settings = requireNonNull(settings, "settings");
    }

    List<LabelResult> write(LabelWrite write) {
        Optional<String> person = personOf(write.contactKey());
        List<Carrier> before = person.map(this::carriers).orElse(List.of());
        if (before.isEmpty()) {
            return results(write, label -> new LabelResult(label, Outcome.NO_CONTACT, ""));
        }
        List<Carrier> now = before;
        List<String> refusals = new ArrayList<>();
        if (!wrong(write, now).isEmpty()) {
            before.forEach(carrier -> writeWhole(carrier, write, refusals));
            now = carriers(person.get());
        }
        if (!wrong(write, now).isEmpty()) {
            now.forEach(carrier -> writeLinks(carrier, write, refusals));
            now = carriers(person.get());
        }
        Set<String> changed = wrong(write, before);
        Set<String> left = wrong(write, now);
        return results(write, label -> result(label, changed, left, refusals));
    }

    /** A record with its labels; the person comes first. */
    private record Carrier(String set, String id, Set<String> labels) {
        boolean person() {
            return set.equals(Level.PERSON.set());
        }

        String path() {
            return TribeApi.ODATA + set + "(" + id + ")";
        }
    }

    private Optional<String> personOf(String key) {
        if (!Subjects.GUID.matcher(key).matches()) {
            return Optional.empty();
        }
        if (!settings.contactRecords()) {
            return Optional.of(key);
        }
        List<JsonNode> found = new Records(rows, schema, settings).rowsOf(List.of(key));
        return Records.personsOf(found).stream().findFirst();
    }

    private List<Carrier> carriers(String person) {
        List<Carrier> carriers = new ArrayList<>();
        Query query = Query.of(Level.PERSON.set()).with("$select", "ID").with("$expand", "Labels($select=ID)");
        rows.whereIn(query, "ID", List.of(person)).forEach(row -> carriers.add(carrier(Level.PERSON.set(), row)));
        if (!carriers.isEmpty() && settings.labelLevel() == LabelLevel.PERSON_AND_RELATIONSHIPS) {
            for (Query relationships : schema.relationships()) {
                rows.whereIn(relationships, "Person/ID", List.of(person))
                        .forEach(row -> carriers.add(carrier(relationships.set(), row)));
            }
        }
        return carriers;
    }

    private static Carrier carrier(String set, JsonNode row) {
        JsonNode labels = row.path("Labels");
        if (!labels.isArray() || row.has("Labels@odata.nextLink")) {
            throw new ConnectorException(
                    Kind.CONFIG,
                    "Tribe CRM: writing labels failed: those that are there can't be read whole, so none can be written"
                            + " without loss. Give the application's user the right to read labels.");
        }
        Set<String> ids = new LinkedHashSet<>();
        labels.forEach(label -> ids.add(Records.id(label)));
        return new Carrier(set, Records.id(row), ids);
    }

    /** Labels that aren't as wanted: to be added and not on the person, or to be removed and on any record. */
    private static Set<String> wrong(LabelWrite write, List<Carrier> carriers) {
        Set<String> wrong = new LinkedHashSet<>(write.add());
        carriers.stream().filter(Carrier::person).forEach(c -> wrong.removeAll(c.labels));
        write.remove().stream()
                .filter(label -> carriers.stream().anyMatch(c -> c.labels.contains(label)))
                .forEach(wrong::add);
        return wrong;
    }

    private void writeWhole(Carrier carrier, LabelWrite write, List<String> refusals) {
        Set<String> wanted = new LinkedHashSet<>(carrier.labels);
        wanted.removeAll(write.remove());
        if (carrier.person()) {
            wanted.addAll(write.add());
        }
        if (!wanted.equals(carrier.labels)) {
            ObjectNode body = Json.MAPPER.createObjectNode();
            ArrayNode list = body.putArray("Labels");
            wanted.forEach(id -> list.addObject().put("ID", id));
            send("PUT", carrier.path(), Optional.of(body), refusals);
        }
    }

    private void writeLinks(Carrier carrier, LabelWrite write, List<String> refusals) {
        String path = carrier.path() + "/Labels/$ref";
        write.remove().stream()
                .filter(carrier.labels::contains)
                .forEach(label -> send("DELETE", path + "?$id=Label(" + label + ")", Optional.empty(), refusals));
        if (carrier.person()) {
            write.add().stream()
                    .filter(label -> !carrier.labels.contains(label))
                    .forEach(label -> send(
                            "POST",
                            path,
                            Optional.of(Json.MAPPER.valueToTree(Map.of("@odata.id", "Label(" + label + ")"))),
                            refusals));
        }
    }

    /** A refusal is only noted: what became of it, the next reading shows. */
    private void send(String method, String path, Optional<JsonNode> body, List<String> refusals) {
        String what = "writing labels";
        Exchange.Answer<JsonNode> answer = rows.api().send(what, method, path, body);
        if (answer.status() == 401 || answer.status() == 403) {
            throw rows.api().refused(what, answer);
        }
        if (!answer.success()) {
            refusals.add("the service " + answer.refusal());
        }
    }

    private static LabelResult result(String label, Set<String> changed, Set<String> left, List<String> refusals) {
        if (!left.contains(label)) {
            return new LabelResult(label, changed.contains(label) ? Outcome.WRITTEN : Outcome.ALREADY, "");
        }
        String found = refusals.isEmpty() ? "the service took the change, but didn't make it" : refusals.get(0);
        return new LabelResult(
                label,
                Outcome.REFUSED,
                "Tribe CRM: the label can't be changed: " + found + ". Change it by hand in Tribe CRM.");
    }

    private static List<LabelResult> results(LabelWrite write, Function<String, LabelResult> result) {
        Set<String> labels = new LinkedHashSet<>(write.add());
        labels.addAll(write.remove());
        return labels.stream().map(result).toList();
    }
}
