package dev.kith.apsisone.sim;

import static dev.kith.apsisone.sim.AttributeType.BOOLEAN;
import static dev.kith.apsisone.sim.AttributeType.DATE;
import static dev.kith.apsisone.sim.AttributeType.DECIMAL;
import static dev.kith.apsisone.sim.AttributeType.INTEGER;
import static dev.kith.apsisone.sim.AttributeType.TEXT;
import static dev.kith.apsisone.sim.AttributeType.TIMESTAMP;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a fresh account defines. Discriminators follow from names, so that they are always the same. */
final class Vocabulary {
    private static final List<String> TEXTS = List.of(
            "Full name",
            "Gender",
            "Language",
            "Street",
            "Postal code",
            "City",
            "Country",
            "Phone",
            "Company",
            "Department",
            "Job role",
            "Customer type");

    private Vocabulary() {}

    static List<Keyspace> keyspaces() {
        String tribe = "com.apsis1.integrations.keyspaces." + md5(Section.DEFAULT, 8) + ".tribe";
        return List.of(
                new Keyspace(Keyspace.EMAIL, "Email", true),
                new Keyspace(Keyspace.MOBILE, "Mobile", true),
                new Keyspace(Keyspace.CRM_ID, "CRM-ID", true),
                new Keyspace(Keyspace.EXPORT, "Export key", false),
                new Keyspace(tribe, "Tribe", true));
    }

    static List<Section> sections() {
        return List.of(
                new Section(Section.DEFAULT, "Default"),
                new Section("usercreated.sections." + slug("Partners"), "Partners"));
    }

    static List<AttributeDefinition> attributes() {
        List<AttributeDefinition> all = new ArrayList<>();
        all.add(attribute(Definitions.EMAIL, "Email", TEXT, 1001));
        all.add(attribute(Definitions.MOBILE, "Mobile", INTEGER, 1002));
        all.add(attribute(Definitions.CRM_ID, "CRM-ID", TEXT, 1003));
        all.add(attribute("com.apsis1.attributes.firstname", "First name", TEXT, 1004));
        all.add(attribute("com.apsis1.attributes.lastname", "Last name", TEXT, 1005));
        all.add(attribute("com.apsis1.attributes.birthdate", "Birth date", DATE, 1006));
        TEXTS.forEach(name -> all.add(custom(name, TEXT, 1001 + all.size())));
        all.add(custom("Loyalty points", INTEGER, 1019));
        all.add(custom("Credit limit", DECIMAL, 1020));
        all.add(custom("VIP", BOOLEAN, 1021));
        all.add(custom("Renewal date", DATE, 1022));
        all.add(custom("Customer since", TIMESTAMP, 1023));
        return all;
    }

    static List<TagDefinition> tags() {
        return List.of(tag("Trade fair 2025", "2001"), tag("Key account", "2002"));
    }

    static List<Topic> topics() {
        return List.of(topic("Newsletter", ""), topic("Events", ""), topic("Text alerts", Topic.SMS));
    }

    static Topic topic(String name, String channel) {
        return new Topic("usercreated.topics." + slug(name), name, "usercreated.targets." + slug("Kith"), channel);
    }

    static AttributeDefinition custom(String name, AttributeType type, int version) {
        return attribute("usercreated.attributes." + slug(name), name, type, version);
    }

    private static AttributeDefinition attribute(String discriminator, String name, AttributeType type, int version) {
        String old = name.equals("Language") ? "901" : "";
        return new AttributeDefinition(discriminator, name, type, Integer.toString(version), old, Set.of());
    }

    private static TagDefinition tag(String name, String version) {
        return new TagDefinition("usercreated.tags." + slug(name), name, version);
    }

    /** The end of a discriminator: the name in letters that are safe in a path, and ten digits made from it. */
    static String slug(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_") + "-" + md5(name, 10);
    }

    private static String md5(String text, int digits) {
        try {
            byte[] hash = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, digits);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has MD5", e);
        }
    }
}
