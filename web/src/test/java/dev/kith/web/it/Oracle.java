package dev.kith.web.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Says what the shipped rule set makes of a person, in plain Java and from the simulator's own JSON: written after the
 * words of the rules, sharing no code with the engine, the rules or the connectors.
 */
final class Oracle {
    private static final Set<String> CUSTOMER_TYPES = Set.of("A", "B", "P");
    private static final Set<String> COUNTRIES = Set.of("NL", "BE", "DE", "SE", "NO", "DK", "FI");
    private static final Map<String, String> CALLING_CODES =
            Map.of("NL", "31", "BE", "32", "DE", "49", "SE", "46", "NO", "47", "DK", "45", "FI", "358");
    private static final int LONGEST_TEXT = 1000;

    private Oracle() {}

    /**
     * A profile as it should be.
     *
     * @param attributes by name; numbers as plain text
     * @param consents such as {@code Newsletter email opt-in}
     */
    record Profile(Map<String, String> attributes, Set<String> consents) {}

    /** The profile of a person; empty when the person is out of scope. */
    static Optional<Profile> profile(JsonNode person) {
        return inScope(person) ? Optional.of(new Profile(attributes(person), consents(person))) : Optional.empty();
    }

    private static boolean inScope(JsonNode person) {
        String country = text(person, "country");
        return CUSTOMER_TYPES.contains(text(person, "customerType"))
                && !isFormer(person)
                && (country.isEmpty() || COUNTRIES.contains(country));
    }

    private static boolean isFormer(JsonNode person) {
        List<Boolean> former = new ArrayList<>();
        person.path("relationships").forEach(r -> former.add(r.path("isFormer").asBoolean(false)));
        return !former.isEmpty() && former.stream().allMatch(f -> f);
    }

    private static boolean wantsNoMail(JsonNode person) {
        for (JsonNode relationship : person.path("relationships")) {
            if (relationship.path("mailingOptOut").asBoolean(false)) {
                return true;
            }
        }
        return false;
    }

    static String email(JsonNode person) {
        String business = text(firstContact(person), "email");
        return business.isEmpty() ? text(person, "EmailAddress") : business;
    }

    private static JsonNode firstContact(JsonNode person) {
        for (JsonNode contact : person.path("contacts")) {
            if (contact.path("first").asBoolean()) {
                return contact;
            }
        }
        return person.path("none");
    }

    private static Set<String> consents(JsonNode person) {
        Set<String> consents = new TreeSet<>();
        if (wantsNoMail(person)) {
            return consents;
        }
        Set<String> held = attributes(person).keySet();
        for (JsonNode label : person.path("labels")) {
            String name = text(label, "name");
            if (!label.path("inactive").asBoolean()
                    && Set.of("Newsletter", "Events").contains(name)) {
                if (held.contains("Mobile")) {
                    consents.add(name + " sms opt-in");
                }
                if (held.contains("Email")) {
                    consents.add(name + " email opt-in");
                }
            }
        }
        return consents;
    }

    private static Map<String, String> attributes(JsonNode person) {
        Map<String, String> attributes = new TreeMap<>();
        put(attributes, "CRM-ID", text(person, "id"));
        put(attributes, "Email", email(person));
        names(person, attributes);
        home(person, attributes);
        work(person, attributes);
        customer(person, attributes);
        return attributes;
    }

    private static void names(JsonNode person, Map<String, String> attributes) {
        String first = text(person, "FirstName");
        put(attributes, "First name", capital(first));
        put(attributes, "Last name", joined(text(person, "MiddleName"), text(person, "LastName")));
        String full = text(person, "Name").replaceAll("\\s*\n\\s*", " ");
        put(
                attributes,
                "Full name",
                full.isEmpty() ? joined(first, text(person, "MiddleName"), text(person, "LastName")) : full);
        put(attributes, "Gender", Map.of("F", "woman", "M", "man").getOrDefault(text(person, "gender"), ""));
        String language = text(person, "language");
        put(attributes, "Language", language.isEmpty() ? "en" : language.toLowerCase(Locale.ROOT));
        String birthDate = text(person, "BirthDate");
        put(attributes, "Birth date", birthDate.compareTo("1901") >= 0 ? birthDate : "");
    }

    private static void home(JsonNode person, Map<String, String> attributes) {
        JsonNode address = person.path("address");
        String street = text(address, "street");
        put(
                attributes,
                "Street",
                street.isEmpty()
                        ? ""
                        : joined(street, text(address, "houseNumber"), text(address, "houseNumberSuffix")));
        put(attributes, "Postal code", text(address, "postalcode").toUpperCase(Locale.ROOT));
        String city = text(address, "city");
        JsonNode organisation = firstContact(person).path("organisation");
        put(attributes, "City", city.isEmpty() ? text(organisation, "city") : city);
        put(attributes, "Country", text(person, "country"));
        String country = text(person, "country").isEmpty() ? "NL" : text(person, "country");
        put(attributes, "Mobile", msisdn(text(person, "MobilePhoneNumber"), country));
        String business = text(firstContact(person), "phone");
        put(attributes, "Phone", msisdn(business.isEmpty() ? text(person, "PhoneNumber") : business, country));
    }

    private static void work(JsonNode person, Map<String, String> attributes) {
        JsonNode contact = firstContact(person);
        String organisation = text(contact.path("organisation"), "name");
        if (!organisation.isEmpty()) {
            put(attributes, "Company", organisation);
            put(attributes, "Department", text(contact, "department"));
            put(attributes, "Job role", text(contact.path("role"), "name"));
        }
    }

    private static void customer(JsonNode person, Map<String, String> attributes) {
        String type = text(person, "customerType");
        if (type.equals("A") || type.equals("B")) {
            put(attributes, "Customer type", type);
            put(attributes, "Customer since", seconds(text(person, "CreationDate")));
            put(attributes, "Loyalty points", text(person, "loyaltyPoints"));
            put(attributes, "Credit limit", number(text(person, "creditLimit")));
        }
        boolean important = person.path("vip").asBoolean(false)
                || person.path("loyaltyPoints").asLong(0) >= 10_000;
        put(attributes, "VIP", important ? "true" : "");
        put(attributes, "Renewal date", type.equals("P") ? "" : text(person, "renewalDate"));
    }

    /** Digits with the calling code; empty when it can't be a number of 8 to 15 digits. */
    private static String msisdn(String written, String country) {
        String number = written.replace("(0)", "");
        if (!number.matches("[+0-9 ()./\u2010\u2011\u2012\u2013\u2014\u2015-]{5,40}")) {
            return "";
        }
        String digits = number.replaceAll("\\D", "");
        String code = CALLING_CODES.get(country);
        String whole = digits;
        if (!number.startsWith("+")) {
            if (digits.startsWith("00")) {
                whole = digits.substring(2);
            } else if (digits.startsWith("0")) {
                whole = code + digits.substring(1);
            } else if (!digits.startsWith(code) || digits.length() < 10) {
                whole = code + digits;
            }
        }
        return whole.matches("[1-9]\\d{7,14}") ? whole : "";
    }

    private static String capital(String text) {
        if (text.isEmpty()) {
            return text;
        }
        String first = new String(Character.toChars(text.codePointAt(0)));
        return first.toUpperCase(Locale.ROOT) + text.substring(first.length());
    }

    private static String joined(String... parts) {
        List<String> given = new ArrayList<>();
        for (String part : parts) {
            if (!part.isEmpty()) {
                given.add(part);
            }
        }
        return String.join(" ", given);
    }

    private static String seconds(String instant) {
        return instant.isEmpty() ? "" : String.valueOf(Instant.parse(instant).getEpochSecond());
    }

    static String number(String text) {
        if (text.isEmpty()) {
            return text;
        }
        BigDecimal number = new BigDecimal(text);
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** An empty text is no value; a text over the audience's limit is left out. */
    private static void put(Map<String, String> attributes, String name, String value) {
        boolean fits = value.codePointCount(0, value.length()) <= LONGEST_TEXT;
        if (!value.isEmpty() && fits) {
            attributes.put(name, value);
        }
    }

    static String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isMissingNode() || value.isNull() ? "" : value.asText().strip();
    }

    /** Persons in scope by id. */
    static Map<String, Profile> profiles(List<JsonNode> persons) {
        Map<String, Profile> profiles = new LinkedHashMap<>();
        persons.forEach(person -> profile(person).ifPresent(p -> profiles.put(text(person, "id"), p)));
        return profiles;
    }
}
