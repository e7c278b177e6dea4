package dev.kith.apsisone.sim;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that the account defines. */
record Definitions(
        Catalogue<Keyspace> keyspaces,
        Catalogue<Section> sections,
        Catalogue<AttributeDefinition> attributes,
        Catalogue<TagDefinition> tags,
        Catalogue<Topic> topics) {

    static final String EMAIL = "com.apsis1.attributes.email";
    static final String MOBILE = "com.apsis1.attributes.mobile";
    static final String CRM_ID = "com.apsis1.attributes.crmid";

    private static final Map<String, String> KEYSPACE_OF =
            Map.of(EMAIL, Keyspace.EMAIL, MOBILE, Keyspace.MOBILE, CRM_ID, Keyspace.CRM_ID);
    private static final Map<String, String> ATTRIBUTE_OF =
            Map.of(Keyspace.EMAIL, EMAIL, Keyspace.MOBILE, MOBILE, Keyspace.CRM_ID, CRM_ID);

    static Definitions standard() {
        return new Definitions(
                new Catalogue<>(Vocabulary.keyspaces()),
                new Catalogue<>(Vocabulary.sections()),
                new Catalogue<>(Vocabulary.attributes()),
                new Catalogue<>(Vocabulary.tags()),
                new Catalogue<>(Vocabulary.topics()));
    }

    /** The keyspace whose keys an attribute mirrors. */
    static Optional<String> keyspaceOf(String attribute) {
        return Optional.ofNullable(KEYSPACE_OF.get(attribute));
    }

    /** The attribute that mirrors the keys of a keyspace. */
    static Optional<String> attributeOf(String keyspace) {
        return Optional.ofNullable(ATTRIBUTE_OF.get(keyspace));
    }

    Keyspace requireKeyspace(String discriminator) {
        return keyspaces.find(discriminator).orElseThrow(() -> Problem.notFound("Keyspace not found"));
    }

    Section requireSection(String discriminator) {
        return sections.find(discriminator).orElseThrow(() -> Problem.notFound("Section not found"));
    }

    /** The attributes of a section: what users made is in the default section only. */
    List<AttributeDefinition> attributes(Section section) {
        return attributes.all().stream().filter(d -> isIn(section, d)).toList();
    }

    Optional<AttributeDefinition> attribute(Section section, String discriminator) {
        return attributes.find(discriminator).filter(d -> isIn(section, d));
    }

    Optional<Topic> topic(Section section, String discriminator) {
        return topics.find(discriminator).filter(d -> isIn(section, d));
    }

    static boolean isIn(Section section, Defined definition) {
        return section.discriminator().equals(Section.DEFAULT)
                || definition.discriminator().startsWith("com.apsis1.");
    }
}
