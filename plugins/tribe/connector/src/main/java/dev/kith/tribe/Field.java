package dev.kith.tribe;

import static dev.kith.spi.FieldType.BOOLEAN;
import static dev.kith.spi.FieldType.CHOICE;
import static dev.kith.spi.FieldType.DATE;
import static dev.kith.spi.FieldType.INTEGER;
import static dev.kith.spi.FieldType.TEXT;
import static dev.kith.spi.FieldType.TIMESTAMP;
import static dev.kith.tribe.Level.CONTACT;
import static dev.kith.tribe.Level.ORGANISATION;
import static dev.kith.tribe.Level.PERSON;
import static dev.kith.tribe.Level.RELATIONSHIPS;

import dev.kith.spi.FieldType;
import java.util.List;
import java.util.Locale;

/**
 * A field of contacts and where it is on the wire.
 *
 * @param path property names from the record of {@code level}; those before the last are navigations
 */
record Field(String name, String title, FieldType type, Level level, List<String> path) {

    static final String FORMER = "former";
    static final String MAILING_OPT_OUT = "mailingOptOut";
    static final String CONTACT_EMAIL = "contactEmail";

    /** What every Tribe CRM has. The names are a promise to rule authors. */
    static final List<Field> STANDARD = List.of(
            of("salutation", "Salutation", TEXT, PERSON, "Title"),
            of("initials", "Initials", TEXT, PERSON, "Initials"),
            of("firstName", "First name", TEXT, PERSON, "FirstName"),
            of("middleName", "Middle name", TEXT, PERSON, "MiddleName"),
            of("lastName", "Last name", TEXT, PERSON, "LastName"),
            of("fullName", "Full name", TEXT, PERSON, "Name"),
            of("gender", "Gender", CHOICE, PERSON, "Gender"),
            of("language", "Language", CHOICE, PERSON, "Language"),
            of("birthDate", "Birth date", DATE, PERSON, "BirthDate"),
            of("phone", "Phone", TEXT, PERSON, "PhoneNumber"),
            of("mobile", "Mobile phone", TEXT, PERSON, "MobilePhoneNumber"),
            of("street", "Street", TEXT, PERSON, "Address", "Street"),
            of("houseNumber", "House number", INTEGER, PERSON, "Address", "HouseNumber"),
            of("houseNumberSuffix", "House number suffix", TEXT, PERSON, "Address", "HouseNumberSuffix"),
            of("postalCode", "Postal code", TEXT, PERSON, "Address", "Postalcode"),
            of("city", "City", TEXT, PERSON, "Address", "City"),
            of("country", "Country", CHOICE, PERSON, "Address", "Country"),
            of("relationNumber", "Relation number", INTEGER, PERSON, "Number"),
            of("linkedIn", "LinkedIn", TEXT, PERSON, "LinkedIn"),
            of("createdAt", "Created", TIMESTAMP, PERSON, "CreationDate"),
            of("changedAt", "Changed", TIMESTAMP, PERSON, "LastMutationDate"),
            of(CONTACT_EMAIL, "E-mail of the contact", TEXT, CONTACT, "EmailAddress"),
            of("contactPhone", "Phone of the contact", TEXT, CONTACT, "PhoneNumber"),
            of("department", "Department", TEXT, CONTACT, "Department"),
            of("jobRole", "Job role", CHOICE, CONTACT, "Role"),
            of("organisation", "Organisation", TEXT, ORGANISATION, "Name"),
            of("organisationCity", "City of the organisation", TEXT, ORGANISATION, "VisitingAddress", "City"),
            of("organisationWebsite", "Website of the organisation", TEXT, ORGANISATION, "Website"),
            of(FORMER, "Former relation", BOOLEAN, RELATIONSHIPS, "IsFormer"),
            of(MAILING_OPT_OUT, "Mailing opt-out", BOOLEAN, RELATIONSHIPS, "MailingOptOut"));

    Field {
        path = List.copyOf(path);
    }

    static Field custom(String alias, FieldType type, Level level, String wireName) {
        return new Field(alias, title(alias), type, level, List.of(wireName));
    }

    private static Field of(String name, String title, FieldType type, Level level, String... path) {
        return new Field(name, title, type, level, List.of(path));
    }

    /** {@code loyaltyPoints} becomes {@code Loyalty points}: Tribe CRM doesn't tell a custom field's name. */
    private static String title(String alias) {
        String words = alias.replaceAll("(?<=[a-z0-9])([A-Z])", " $1").toLowerCase(Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
