package dev.kith.tribe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.kith.spi.Contact;
import dev.kith.testkit.DirectContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContactMakerTest {
    private static final String CURRENT = "{'ID':'r1','IsFormer':null,'MailingOptOut':null}";
    private static final String FORMER = "{'ID':'r2','IsFormer':true,'MailingOptOut':null}";
    private static final String OPTED_OUT = "{'ID':'r3','IsFormer':false,'MailingOptOut':true}";
    private static final String PERSON = "{'ID':'p1','EmailAddress':' anna@home.example ','Labels':["
            + "{'ID':'l1','Name':'Newsletter','IsInactive':null},{'ID':'l2','Name':'Old','IsInactive':true}]}";

    private Map<String, ?> settings = Map.of();

    @Test // D33
    void countsActiveLabelsAndKeepsAll() {
        Contact contact = contact(PERSON, CURRENT);
        assertThat(contact.labels()).containsExactly("Newsletter");
        assertThat(contact.allLabels()).containsExactly("Newsletter", "Old");
        assertThat(contact.labelsComplete()).isTrue();
    }

    @Test // D34, T44
    void takesNullForNeitherFormerNorOptedOut() {
        assertThat(contact(PERSON, CURRENT).values())
                .containsEntry("former", false)
                .containsEntry("mailingOptOut", false);
        assertThat(contact(PERSON).values()).containsEntry("former", false).containsEntry("mailingOptOut", false);
    }

    @Test // D34
    void countsNoLabelOfAFormerPerson() {
        Contact contact = contact(PERSON, FORMER, FORMER);
        assertThat(contact.values()).containsEntry("former", true);
        assertThat(contact.labels()).isEmpty();
        assertThat(contact.allLabels()).hasSize(2);
        assertThat(contact.labelsComplete()).isTrue();
    }

    @Test // D34
    void countsLabelsWhileOneRelationshipIsNotFormer() {
        assertThat(contact(PERSON, FORMER, CURRENT).labels()).containsExactly("Newsletter");
    }

    @Test // D34
    void countsNoLabelAfterAnyOptOutFromMailings() {
        Contact contact = contact(PERSON, CURRENT, OPTED_OUT);
        assertThat(contact.values()).containsEntry("mailingOptOut", true);
        assertThat(contact.labels()).isEmpty();
    }

    @Test // D34
    void canBeToldToIgnoreTheOptOut() {
        settings = Map.of("ignoreMailingOptOut", "true");
        Contact contact = contact(PERSON, OPTED_OUT);
        assertThat(contact.values()).containsEntry("mailingOptOut", true);
        assertThat(contact.labels()).containsExactly("Newsletter");
        assertThat(contact(PERSON, FORMER).labels()).isEmpty();
    }

    @Test
    void saysWhenTheLabelsAreNotWhole() {
        assertThat(contact("{'ID':'p1'}").labelsComplete()).isFalse();
        assertThat(contact("{'ID':'p1','Labels':null}").labelsComplete()).isFalse();
        assertThat(contact("{'ID':'p1','Labels':[],'Labels@odata.nextLink':'x'}")
                        .labelsComplete())
                .isFalse();
        assertThat(contact("{'ID':'p1','Labels':[]}").labelsComplete()).isTrue();
    }

    @Test // D33
    void canCountTheLabelsOfRelationshipsThatAreNotFormer() {
        settings = Map.of("labelLevel", "person-and-relationships");
        String current = "{'ID':'r1','IsFormer':null,'MailingOptOut':null,'Labels':[{'ID':'l3','Name':'Events'}]}";
        String former = "{'ID':'r2','IsFormer':true,'MailingOptOut':null,'Labels':[{'ID':'l4','Name':'Golf'}]}";
        Contact contact = contact(PERSON, current, former);
        assertThat(contact.labels()).containsExactly("Events", "Newsletter");
        assertThat(contact.allLabels()).containsExactly("Events", "Golf", "Newsletter", "Old");
        assertThat(contact(PERSON, CURRENT).labelsComplete()).isFalse();
    }

    /** Who may not read the opt-out must not take it for none. */
    @ParameterizedTest // D34, T44
    @ValueSource(
            strings = {"{'ID':'r1','IsFormer':null}", "{'ID':'r1','MailingOptOut':null}", "{'ID':'r1','_Type':'x'}"})
    void saysWhenARelationshipHidesWhetherItOptsOut(String relationship) {
        assertThat(contact(PERSON, CURRENT, relationship).labelsComplete()).isFalse();
        Ties contactRow = new Ties(
                List.of(json(CURRENT)),
                MissingNode.getInstance(),
                MissingNode.getInstance(),
                List.of(json(relationship)));
        assertThat(maker().make(json(PERSON), contactRow).labelsComplete()).isFalse();
        assertThat(contact(PERSON, CURRENT).labelsComplete()).isTrue();
    }

    @ParameterizedTest // D34, T44
    @ValueSource(strings = {"'true'", "'True'", "1", "'Y'", "[]", "{}"})
    void takesWhatItDoesNotUnderstandForAnOptOut(String flag) {
        assertThat(contact(PERSON, CURRENT, "{'ID':'r1','IsFormer':false,'MailingOptOut':" + flag + "}")
                        .labels())
                .as(flag)
                .isEmpty();
        String newsletter = "{'ID':'p1','Labels':[{'ID':'l1','Name':'Newsletter','IsInactive':" + flag + "}]}";
        assertThat(contact(newsletter, CURRENT).labels()).as(flag).isEmpty();
    }

    @ParameterizedTest // D34, T44
    @ValueSource(strings = {"'false'", "'False'", "0", "' '"})
    void takesNoForNoOptOutHoweverItIsWritten(String flag) {
        assertThat(contact(PERSON, "{'ID':'r1','IsFormer':" + flag + ",'MailingOptOut':" + flag + "}")
                        .labels())
                .as(flag)
                .containsExactly("Newsletter");
    }

    @Test
    void choosesTheAddressByTheSetting() {
        JsonNode row = json("{'ID':'r1','EmailAddress':'anna@work.example'}");
        Ties ties = new Ties(List.of(row), row, MissingNode.getInstance());
        Map<String, String> expected = Map.of(
                "contact-then-person", "anna@work.example",
                "person-then-contact", "anna@home.example",
                "person", "anna@home.example");
        expected.forEach((word, address) -> {
            settings = Map.of("emailFrom", word);
            assertThat(maker().make(json(PERSON), ties).email()).contains(address);
        });
        settings = Map.of("emailFrom", "person");
        assertThat(maker().make(json("{'ID':'p1','EmailAddress':' '}"), ties).email())
                .isEmpty();
    }

    @Test
    void leavesOutAValueItCannotReadAndNamesItWithoutItsContent() {
        ContactMaker maker = maker();
        Contact contact = maker.make(json("{'ID':'p1','BirthDate':'31-12-1990','FirstName':'Anna'}"), Ties.NONE);
        assertThat(contact.values()).doesNotContainKey("birthDate").containsEntry("firstName", "Anna");
        assertThat(maker.unreadable()).containsExactly("birthDate of contact p1");
        assertThat(contact("{'ID':'p1','BirthDate':'1990-12-31'}").values())
                .containsEntry("birthDate", LocalDate.of(1990, 12, 31));
    }

    private Contact contact(String person, String... relationships) {
        List<JsonNode> rows =
                Stream.of(relationships).map(ContactMakerTest::json).toList();
        return maker().make(json(person), new Ties(rows, MissingNode.getInstance(), MissingNode.getInstance()));
    }

    private ContactMaker maker() {
        Map<String, Object> all = new HashMap<>(Map.of("clientId", "kith", "clientSecret", "s"));
        all.putAll(settings);
        Query none = Query.of("none");
        Labels labels = Labels.of(List.of(), Map.of(), new ArrayList<>());
        Schema schema = new Schema(
                Field.STANDARD,
                labels,
                List.of(),
                none,
                List.of(),
                none,
                none,
                List.of(),
                new Metadata(Map.of(), Map.of()),
                List.of());
        return new ContactMaker(
                schema,
                TribeSettings.of(DirectContext.of(new TribeFactory(), all).settings()));
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
