package dev.kith.tribe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NeedsTest {
    @Test
    void areMetByTheDocumentedMetadata() {
        assertThat(Needs.gaps(Metadatas.small())).isEmpty();
    }

    @Test // D34
    void areNotMetWhenOptOutsLabelsOrAddressesCannotBeSeen() {
        String blind = Metadatas.SMALL
                .replace("MailingOptOut", "Other")
                .replace("Name=\"Labels\"", "Name=\"Tags\"")
                .replace("Name=\"EmailAddress\"", "Name=\"Mail\"");
        assertThat(Needs.gaps(Metadatas.read(blind)))
                .containsExactly(
                        "Tribe CRM: $metadata doesn't list EmailAddress of Relation_Person, so addresses can't be seen."
                                + " Give the application's user the right to read it, and check the setting apiUrl.",
                        "Tribe CRM: $metadata doesn't list Labels of Relation_Person, so consents can't be seen."
                                + " Give the application's user the right to read it, and check the setting apiUrl.",
                        "Tribe CRM: $metadata doesn't list MailingOptOut of Relationship_Person_Contact_Standard, so"
                                + " opt-outs can't be seen. Give the application's user the right to read it, and check"
                                + " the setting apiUrl.",
                        "Tribe CRM: $metadata doesn't list MailingOptOut of e0d6534a__cc84, so opt-outs can't be seen."
                                + " Give the application's user the right to read it, and check the setting apiUrl.");
    }

    @Test
    void nameEverySetThatIsMissing() {
        String empty = "<S><EntityType Name='Relation_Person'/></S>";
        assertThat(Needs.gaps(Metadatas.read(empty)))
                .hasSize(6)
                .anyMatch(gap -> gap.contains("the set Relation_Organization"))
                .anyMatch(gap -> gap.contains("a set of relationships with persons"));
    }
}
