package dev.kith.tribe;

import static dev.kith.tribe.SimulatedTribe.readAll;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.Contact;
import dev.kith.spi.ContactPage;
import dev.kith.spi.CrmDescription;
import dev.kith.spi.CrmField;
import dev.kith.spi.FieldType;
import dev.kith.spi.OptInLabel;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The connector against the simulator, over HTTP. */
class TribeConnectorTest {
    private static final int PERSONS = SimulatedTribe.PERSONS;

    private SimulatedTribe tribe;

    @BeforeEach
    void start() throws IOException {
        tribe = new SimulatedTribe();
    }

    @AfterEach
    void stop() {
        tribe.close();
    }

    @Test
    void findsNothingWrongWithGoodSettings() {
        assertThat(tribe.connector(Map.of()).check()).isEmpty();
    }

    @Test // T19
    void findsEveryGapAtOnce() {
        Map<String, String> fields = new HashMap<>(SimulatedTribe.FIELDS);
        fields.put("unknown", "00000000-0000-4000-8000-000000000000");
        TribeConnector connector = tribe.connector(Map.of("fields", fields, "labels", Map.of("News", "No such label")));
        assertThat(connector.check())
                .hasSize(2)
                .anyMatch(p -> p.contains("\"unknown\": neither persons, contacts nor organisations have a field"))
                .anyMatch(p -> p.contains("\"News\": Tribe CRM has no label with the name or id \"No such label\""));
        ConnectorException e = catchThrowableOfType(ConnectorException.class, connector::describe);
        assertThat(e.kind()).isEqualTo(Kind.CONFIG);
        assertThat(e).hasMessageContainingAll("\"unknown\"", "\"News\"");
    }

    @Test
    void namesTheCredentialsThatAreWrong() {
        assertThat(tribe.connector(Map.of("clientSecret", "wrong")).check())
                .singleElement()
                .asString()
                .contains("answered 401", "Check the settings clientId and clientSecret")
                .doesNotContain("wrong");
    }

    @Test
    void describesFieldsAndLabels() {
        CrmDescription description = tribe.connector(Map.of()).describe();
        assertThat(description.fields())
                .hasSize(Field.STANDARD.size() + SimulatedTribe.FIELDS.size())
                .contains(
                        new CrmField("firstName", "First name", FieldType.TEXT),
                        new CrmField("former", "Former relation", FieldType.BOOLEAN),
                        new CrmField("customerType", "Customer type", FieldType.CHOICE),
                        new CrmField("loyaltyPoints", "Loyalty points", FieldType.INTEGER),
                        new CrmField("creditLimit", "Credit limit", FieldType.DECIMAL),
                        new CrmField("vip", "Vip", FieldType.BOOLEAN),
                        new CrmField("renewalDate", "Renewal date", FieldType.DATE),
                        new CrmField("shoeSize", "Shoe size", FieldType.TEXT));
        assertThat(description.labels()).extracting(OptInLabel::active).contains(true, false);
    }

    @Test // T6, T7, T12, T44, D33, D34
    void readsEveryPersonAsTheSimulatorHasIt() {
        Map<String, JsonNode> dump = tribe.dump();
        Map<String, Contact> read = readAll(tribe.connector(Map.of()), page -> {});
        assertThat(read.keySet()).containsExactlyElementsOf(dump.keySet());
        dump.forEach((id, person) -> Expected.assertSame(get(read, id), person));
        assertThat(dump.values()).anyMatch(p -> p.path("Name").asText().startsWith("\n"));
    }

    @Test // T9
    void tellsHowManyThereAreAndAsksForNoPageTwice() {
        TribeConnector connector = tribe.connector(Map.of());
        ContactPage page = connector.readAll(Optional.empty());
        assertThat(page.total()).hasValue(PERSONS);
        assertThat(page.contacts()).hasSize(100);
        ContactPage second = connector.readAll(page.next());
        assertThat(second.contacts()).hasSize(99).doesNotContainAnyElementsOf(page.contacts());
    }

    @Test // T6
    void missesNobodyWhilePersonsComeGoAndChange() {
        List<String> before = tribe.ids();
        Set<String> kept = new TreeSet<>(before);
        TribeConnector connector = tribe.connector(Map.of("pageSize", "20"));
        Map<String, Contact> read = readAll(connector, page -> {
            // The last one read goes, one from before as well, one from the end is changed, and a new one comes.
            List<String> gone = List.of(before.get(Math.min(page * 18, PERSONS - 1)), before.get(page * 5));
            gone.stream().filter(kept::remove).forEach(id -> tribe.send("DELETE", "/_sim/persons/" + id, ""));
            tribe.send(
                    "PATCH",
                    "/_sim/persons/" + kept.stream().reduce((a, b) -> b).orElseThrow(),
                    "{\"vip\":true}");
            tribe.send("POST", "/_sim/persons", "{\"LastName\":\"New " + page + "\"}");
        });
        assertThat(read.keySet()).containsAll(kept);
    }

    @Test
    void goesOnFromACursorInAnotherProcess() {
        ContactPage first = tribe.connector(Map.of()).readAll(Optional.empty());
        ContactPage second = tribe.connector(Map.of()).readAll(first.next());
        assertThat(second.contacts()).isNotEmpty().doesNotContainAnyElementsOf(first.contacts());
    }

    @Test
    void fetchesContactsAsTheyAreNow() {
        List<String> ids = tribe.ids().subList(10, 55);
        tribe.send("PATCH", "/_sim/persons/" + ids.get(3), "{\"FirstName\":\"Zoë\"}");
        TribeConnector connector = tribe.connector(Map.of());
        Map<String, Contact> fetched = new LinkedHashMap<>();
        connector.fetch(ids).forEach(c -> fetched.put(c.key(), c));
        assertThat(fetched.keySet()).containsExactlyInAnyOrderElementsOf(ids);
        Map<String, JsonNode> dump = tribe.dump();
        ids.forEach(id -> Expected.assertSame(get(fetched, id), get(dump, id)));
        assertThat(get(fetched, ids.get(3)).values()).containsEntry("firstName", "Zoë");
    }

    @Test // T37
    void leavesOutWhatIsDeletedHiddenOrNoIdAtAll() {
        List<String> ids = tribe.ids();
        tribe.send("DELETE", "/_sim/persons/" + ids.get(0), "");
        tribe.send("POST", "/_sim/persons/" + ids.get(1) + "/hide", "");
        List<String> keys = List.of(ids.get(0), ids.get(1), ids.get(2), "x' or true", "");
        assertThat(tribe.connector(Map.of()).fetch(keys))
                .extracting(Contact::key)
                .containsExactly(ids.get(2));
        assertThat(tribe.connector(Map.of()).fetch(List.of("nonsense"))).isEmpty();
    }

    @Test // T3
    void goesOnWhenTheTokenEndsEarly() {
        TribeConnector connector = tribe.connector(Map.of());
        Map<String, Contact> read = readAll(connector, page -> tribe.send("POST", "/_sim/tokens/expire", ""));
        assertThat(read).hasSize(PERSONS);
        assertThat(tribe.calls().path("POST /oauth2/token").asInt()).isEqualTo(3);
    }

    @Test
    void goesOnAfterAnswersThatBrokeOffOrFailed() {
        tribe.fault("\"contains\":\"/Relation_Person\",\"times\":1,\"cutAfter\":5000");
        tribe.fault("\"contains\":\"/Relationship_Person?\",\"times\":2,\"status\":502,\"body\":\"<html>\"");
        tribe.fault("\"contains\":\"metadata\",\"times\":1,\"cutAfter\":900");
        assertThat(readAll(tribe.connector(Map.of()), page -> {})).hasSize(PERSONS);
    }

    @Test
    void saysWhatBrokeWhenItGoesOnFailing() {
        tribe.fault("\"contains\":\"/Relation_Person\",\"status\":502,\"body\":\"<html>Bad Gateway\"");
        TribeConnector connector = tribe.connector(Map.of());
        ConnectorException e =
                catchThrowableOfType(ConnectorException.class, () -> connector.readAll(Optional.empty()));
        assertThat(e.kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(e)
                .hasMessage("Tribe CRM: reading Relation_Person failed: the service answered 502 with an HTML page"
                        + " instead of JSON.");
    }

    @Test // T8
    void ordersByCreationWhenOrderingByIdIsRefused() {
        tribe.fault("\"contains\":\"orderby=ID\",\"status\":400,\"contentType\":\"application/json\","
                + "\"body\":\"{\\\"error\\\":{\\\"code\\\":null,\\\"message\\\":\\\"no order\\\"}}\"");
        assertThat(readAll(tribe.connector(Map.of()), page -> {}).keySet())
                .containsExactlyInAnyOrderElementsOf(tribe.ids());
    }

    @Test
    void refusesMetadataWithADocumentType() {
        tribe.fault("\"contains\":\"metadata\",\"status\":200,\"contentType\":\"application/xml\","
                + "\"body\":\"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>\"");
        assertThat(tribe.connector(Map.of()).check()).singleElement().asString().contains("has a document type");
    }

    @Test
    void looksAtTheSchemaAnewAfterARefusedQuery() {
        TribeConnector connector = tribe.connector(Map.of());
        Optional<String> second = connector.readAll(Optional.empty()).next();
        tribe.fault("\"contains\":\"/Relation_Person?\",\"times\":1,\"status\":400");
        assertThat(catchThrowableOfType(ConnectorException.class, () -> connector.readAll(second))
                        .kind())
                .isEqualTo(Kind.CONFIG);
        // The next call starts with the schema: so this one is refused too.
        tribe.fault("\"contains\":\"metadata\",\"times\":1,\"status\":400");
        assertThat(catchThrowableOfType(ConnectorException.class, () -> connector.readAll(second)))
                .hasMessageContaining("reading $metadata");
        assertThat(connector.readAll(second).contacts()).hasSize(99);
    }

    @Test // D34
    void countsALabelNoMoreOnceItIsInactive() {
        TribeConnector connector = tribe.connector(Map.of());
        Contact before = readAll(connector, page -> {}).values().stream()
                .filter(c -> !c.labels().isEmpty())
                .findFirst()
                .orElseThrow();
        String label = before.labels().get(0);
        tribe.send("POST", "/_sim/labels/" + Escape.form(label), "{\"inactive\":true}");
        Contact after = connector.fetch(List.of(before.key())).get(0);
        assertThat(after.labels()).doesNotContain(label);
        assertThat(after.allLabels()).isEqualTo(before.allLabels());
    }

    @Test
    void callsALabelByItsAlias() {
        OptInLabel label = tribe.connector(Map.of()).describe().labels().stream()
                .filter(OptInLabel::active)
                .findFirst()
                .orElseThrow();
        TribeConnector connector = tribe.connector(Map.of("labels", Map.of("Our news", label.id())));
        assertThat(connector.describe().labels()).contains(new OptInLabel(label.id(), "Our news", true));
        assertThat(readAll(connector, page -> {}).values())
                .anyMatch(c -> c.labels().contains("Our news"))
                .noneMatch(c -> c.allLabels().contains(label.name()));
    }

    private static <T> T get(Map<String, T> map, String id) {
        return requireNonNull(map.get(id), id);
    }
}
