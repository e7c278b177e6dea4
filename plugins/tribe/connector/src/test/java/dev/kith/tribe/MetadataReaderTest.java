package dev.kith.tribe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class MetadataReaderTest {
    @Test
    void inheritsPropertiesAndNavigations() {
        Metadata metadata = Metadatas.small();
        assertThat(metadata.properties("Relation_Person"))
                .containsEntry("Number", "Edm.Int64")
                .containsEntry("CreationDate", "Edm.DateTimeOffset")
                .doesNotContainKey("Amount");
        assertThat(metadata.navigations("Relation_Person"))
                .containsEntry("Labels", new Metadata.Navigation("Label", true))
                .containsEntry("Gender", new Metadata.Navigation("Datastore_Gender", false));
    }

    @Test
    void findsTheSetsThatHoldTheRelationshipsOfPersons() {
        // Neither Relationship (no Person) nor Relationship_Person (no set) will do; the custom type counts as well.
        assertThat(Metadatas.small().setsDeclaring("Relationship", "Person"))
                .containsExactly("Relationship_Person_Contact_Standard", "e0d6534a__cc84");
    }

    @Test
    void survivesTypesThatInheritFromEachOther() {
        String circle = "<S><EntityType Name='A' BaseType='N.B'/><EntityType Name='B' BaseType='N.A'/></S>";
        assertThat(Metadatas.read(circle).properties("A")).isEmpty();
    }

    @Test
    void refusesADocumentTypeSoThatNoEntityIsLookedUp() {
        String hostile = "<!DOCTYPE S [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><S><EntityType Name='&x;'/></S>";
        assertThatThrownBy(() -> Metadatas.read(hostile))
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFIG))
                .hasMessage("Tribe CRM: $metadata has a document type, which OData forbids; it was refused."
                        + " Check the setting apiUrl.");
    }

    @Test
    void saysWhereADocumentIsBroken() {
        assertThatThrownBy(() -> Metadatas.read("<S>\n<EntityType></S>"))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("not well-formed XML (line 2)");
    }

    @Test
    void endsADocumentWithoutEnd() {
        assertThatThrownBy(() -> MetadataReader.read(new Endless()))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("reading $metadata failed: the answer is longer than");
    }

    /** An element, then spaces for ever. */
    private static final class Endless extends InputStream {
        private int at;

        @Override
        public int read() {
            return at < 3 ? "<S>".charAt(at++) : ' ';
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            for (int i = 0; i < length; i++) {
                buffer[offset + i] = (byte) read();
            }
            return length;
        }
    }
}
