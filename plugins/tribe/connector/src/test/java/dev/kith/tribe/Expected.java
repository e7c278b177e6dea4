package dev.kith.tribe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.kith.spi.Choice;
import dev.kith.spi.Contact;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What a contact must look like, worked out from the simulator's dump of a person without the connector's code. */
final class Expected {
    private final JsonNode person;
    private final JsonNode contact;
    private final Map<String, Object> values = new LinkedHashMap<>();

    private Expected(JsonNode person) {
        this.person = person;
        this.contact = person.path("contacts").isEmpty()
                ? MissingNode.getInstance()
                : person.path("contacts").get(0);
    }

    /** A contact that is as the simulator shows its person. */
    static void assertSame(Contact contact, JsonNode person) {
        assertSame(contact, person, Map.of());
    }

    static void assertSame(Contact contact, JsonNode person, Map<String, String> aliases) {
        Map<String, Object> plain = new HashMap<>(contact.values());
        Map<String, String> codes = new HashMap<>();
        plain.values().removeIf(Choice.class::isInstance);
        for (String name : List.of("gender", "language", "country", "customerType")) {
            Choice choice = (Choice) contact.values().get(name);
            if (choice != null && !choice.code().equals(choice.id())) {
                codes.put(name, choice.code());
            }
        }
        assertThat(plain).containsExactlyInAnyOrderEntriesOf(values(person));
        assertThat(codes).isEqualTo(codes(person));
        assertThat(Optional.ofNullable(contact.values().get("jobRole"))).isEqualTo(jobRole(person));
        assertThat(contact.email()).isEqualTo(email(person));
        assertThat(contact.labels()).isEqualTo(labels(person, aliases));
        assertThat(contact.allLabels()).isEqualTo(renamed(allLabels(person), aliases));
        assertThat(contact.labelsComplete()).isTrue();
    }

    static Optional<String> email(JsonNode person) {
        Expected expected = new Expected(person);
        return expected.text(expected.contact.path("email")).or(() -> expected.text(person.path("EmailAddress")));
    }

    static List<String> allLabels(JsonNode person) {
        return labels(person, false);
    }

    /** The labels that count, with other names for some. */
    static List<String> labels(JsonNode person, Map<String, String> aliases) {
        return renamed(labels(person), aliases);
    }

    private static List<String> renamed(List<String> labels, Map<String, String> aliases) {
        return labels.stream().map(l -> aliases.getOrDefault(l, l)).sorted().toList();
    }

    static List<String> labels(JsonNode person) {
        Expected expected = new Expected(person);
        return expected.former() || expected.optedOut() ? List.of() : labels(person, true);
    }

    /** The values but for choices, which {@link #codes} has. */
    static Map<String, Object> values(JsonNode person) {
        return new Expected(person).values();
    }

    /** The code of each choice that has one. */
    static Map<String, String> codes(JsonNode person) {
        Map<String, String> codes = new LinkedHashMap<>();
        List.of("gender", "language", "country", "customerType").forEach(name -> {
            if (person.path(name).isTextual()) {
                codes.put(name, person.path(name).textValue());
            }
        });
        return codes;
    }

    static Optional<Choice> jobRole(JsonNode person) {
        JsonNode role = new Expected(person).contact.path("role");
        if (!role.isObject()) {
            return Optional.empty();
        }
        String id = role.path("id").asText();
        String code = role.path("code").isNull() ? id : role.path("code").asText();
        return Optional.of(new Choice(code, id, role.path("name").asText()));
    }

    private Map<String, Object> values() {
        texts(person, "salutation=Title", "initials=Initials", "firstName=FirstName", "middleName=MiddleName");
        texts(person, "lastName=LastName", "fullName=Name", "phone=PhoneNumber", "mobile=MobilePhoneNumber");
        texts(person, "linkedIn=LinkedIn", "shoeSize=shoeSize");
        JsonNode address = person.path("address");
        texts(address, "street=street", "houseNumberSuffix=houseNumberSuffix", "postalCode=postalcode", "city=city");
        put("houseNumber", address.path("houseNumber"), JsonNode::longValue);
        put("relationNumber", person.path("Number"), JsonNode::longValue);
        put("loyaltyPoints", person.path("loyaltyPoints"), JsonNode::longValue);
        put("creditLimit", person.path("creditLimit"), n -> plain(n.asText()));
        put("vip", person.path("vip"), JsonNode::booleanValue);
        put("renewalDate", person.path("renewalDate"), n -> LocalDate.parse(n.textValue()));
        put("birthDate", person.path("BirthDate"), n -> LocalDate.parse(n.textValue()));
        put("createdAt", person.path("CreationDate"), n -> Instant.parse(n.textValue()));
        put("changedAt", person.path("LastMutationDate"), n -> Instant.parse(n.textValue()));
        texts(contact, "contactEmail=email", "contactPhone=phone", "department=department");
        JsonNode organisation = contact.path("organisation");
        texts(organisation, "organisation=name", "organisationCity=city", "organisationWebsite=website");
        values.put("former", former());
        values.put("mailingOptOut", optedOut());
        return values;
    }

    private boolean former() {
        JsonNode all = person.path("relationships");
        return !all.isEmpty() && stream(all).allMatch(r -> r.path("isFormer").asBoolean());
    }

    private boolean optedOut() {
        return stream(person.path("relationships"))
                .anyMatch(r -> r.path("mailingOptOut").asBoolean());
    }

    private static List<String> labels(JsonNode person, boolean active) {
        return stream(person.path("labels"))
                .filter(l -> !active || !l.path("inactive").asBoolean())
                .map(l -> l.path("name").textValue())
                .sorted()
                .toList();
    }

    private void texts(JsonNode from, String... pairs) {
        Map<String, String> names =
                List.of(pairs).stream().map(p -> p.split("=", -1)).collect(Collectors.toMap(p -> p[0], p -> p[1]));
        names.forEach((field, wire) -> text(from.path(wire)).ifPresent(t -> values.put(field, t)));
    }

    private Optional<String> text(JsonNode node) {
        return Optional.ofNullable(node.textValue())
                .map(t -> t.strip().replaceAll("\\s*\n\\s*", " "))
                .filter(t -> !t.isEmpty());
    }

    private void put(String field, JsonNode node, Function<JsonNode, Object> read) {
        if (node.isValueNode() && !node.isNull()) {
            values.put(field, read.apply(node));
        }
    }

    private static BigDecimal plain(String number) {
        return new BigDecimal(new BigDecimal(number).stripTrailingZeros().toPlainString());
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
