package dev.kith.tribe;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.tribe.Metadata.EntityType;
import dev.kith.tribe.Metadata.Navigation;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads $metadata as a stream. A document type is refused, so no entity is ever looked up. */
final class MetadataReader {
    private final Map<String, EntityType> types = new LinkedHashMap<>();
    private final Map<String, String> setTypes = new LinkedHashMap<>();
    private EntityType current = new EntityType("", false, Map.of(), Map.of());

    private MetadataReader() {}

    /**
     * Reads a document to its end.
     *
     * @throws ConnectorException CONFIG when it is refused or not XML
     * @throws IOException when it broke off
     */
    static Metadata read(InputStream in) throws IOException {
        try {
            MetadataReader reader = new MetadataReader();
            reader.readAll(factory().createXMLStreamReader(new Capped("Tribe CRM: reading $metadata", in)));
            return new Metadata(reader.types, reader.setTypes);
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof IOException broken) {
                throw broken;
            }
            throw new ConnectorException(
                    Kind.CONFIG,
                    "Tribe CRM: $metadata is not well-formed XML (line "
                            + (e.getLocation() == null
                                    ? "unknown"
                                    : e.getLocation().getLineNumber())
                            + "). Check the setting apiUrl.");
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("external entities are refused");
        });
        return factory;
    }

    private void readAll(XMLStreamReader xml) throws XMLStreamException {
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.DTD) {
                throw new ConnectorException(
                        Kind.CONFIG,
                        "Tribe CRM: $metadata has a document type, which OData forbids; it was refused."
                                + " Check the setting apiUrl.");
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                start(xml);
            }
        }
    }

    private void start(XMLStreamReader xml) {
        String name = attribute(xml, "Name");
        switch (xml.getLocalName()) {
            case "EntityType" -> {
                current = new EntityType(
                        local(attribute(xml, "BaseType")),
                        attribute(xml, "Abstract").equals("true"),
                        new LinkedHashMap<>(),
                        new LinkedHashMap<>());
                types.put(name, current);
            }
            // Its members must not be taken for those of the entity type before it.
            case "ComplexType" -> current = new EntityType("", false, new LinkedHashMap<>(), new LinkedHashMap<>());
            case "Property" -> current.properties().put(name, attribute(xml, "Type"));
            case "NavigationProperty" -> current.navigations().put(name, navigation(attribute(xml, "Type")));
            case "EntitySet" -> setTypes.put(name, local(attribute(xml, "EntityType")));
            default -> {
                // Nothing else matters here.
            }
        }
    }

    private static Navigation navigation(String type) {
        boolean many = type.startsWith("Collection(");
        return new Navigation(local(many ? type.substring(11, type.length() - 1) : type), many);
    }

    /** {@code OData.Relation_Person} without its namespace. */
    private static String local(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    private static String attribute(XMLStreamReader xml, String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }
}
