package dev.kith.tribe.sim.odata;

import dev.kith.tribe.sim.model.EntityType;
import dev.kith.tribe.sim.model.Navigation;
import dev.kith.tribe.sim.model.Property;
import dev.kith.tribe.sim.model.Schema;
import dev.kith.tribe.sim.model.Switches;
import dev.kith.tribe.sim.model.Views;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes the entity types and sets as CSDL. */
final class MetadataWriter {
    private static final String EDMX = "http://docs.oasis-open.org/odata/ns/edmx";
    private static final String EDM = "http://docs.oasis-open.org/odata/ns/edm";

    private final XMLStreamWriter xml;
    private final Switches switches;

    private MetadataWriter(XMLStreamWriter xml, Switches switches) {
        this.xml = xml;
        this.switches = switches;
    }

    static byte[] write(Schema schema, Switches switches) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out, "UTF-8");
            new MetadataWriter(xml, switches).document(schema);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("metadata can't be written", e);
        }
        return out.toString(StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
    }

    private void document(Schema schema) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("edmx", "Edmx", EDMX);
        xml.writeNamespace("edmx", EDMX);
        xml.writeAttribute("Version", "4.0");
        xml.writeStartElement("edmx", "DataServices", EDMX);
        xml.writeStartElement("Schema");
        xml.writeDefaultNamespace(EDM);
        xml.writeAttribute("Namespace", "OData");
        for (EntityType type : schema.types()) {
            type(type);
        }
        currentEmployee();
        container(schema);
        xml.writeEndDocument();
    }

    private void type(EntityType type) throws XMLStreamException {
        xml.writeStartElement("EntityType");
        xml.writeAttribute("Name", type.name());
        if (type.base().isPresent()) {
            xml.writeAttribute("BaseType", "OData." + type.base().get().name());
        }
        if (type.isAbstract()) {
            xml.writeAttribute("Abstract", "true");
        }
        if (type.base().isEmpty()) {
            key();
        }
        for (Property property : type.properties()) {
            if (!inherited(type, property.name())) {
                property(property);
            }
        }
        for (Navigation navigation : type.navigations()) {
            if (!inherited(type, navigation.name()) && Views.offered(switches, type, navigation.name())) {
                navigation(navigation);
            }
        }
        xml.writeEndElement();
    }

    private static boolean inherited(EntityType type, String member) {
        return type.base().isPresent() && type.base().get().declares(member);
    }

    private void key() throws XMLStreamException {
        xml.writeStartElement("Key");
        xml.writeEmptyElement("PropertyRef");
        xml.writeAttribute("Name", "ID");
        xml.writeEndElement();
    }

    private void property(Property property) throws XMLStreamException {
        xml.writeEmptyElement("Property");
        xml.writeAttribute("Name", property.name());
        xml.writeAttribute("Type", property.type().wire());
        if (property.name().equals("ID")) {
            xml.writeAttribute("Nullable", "false");
        }
    }

    private void navigation(Navigation navigation) throws XMLStreamException {
        String target = "OData." + navigation.target();
        xml.writeEmptyElement("NavigationProperty");
        xml.writeAttribute("Name", navigation.name());
        xml.writeAttribute("Type", navigation.many() ? "Collection(" + target + ")" : target);
    }

    private void currentEmployee() throws XMLStreamException {
        xml.writeStartElement("Function");
        xml.writeAttribute("Name", "GetCurrentEmployee");
        xml.writeEmptyElement("ReturnType");
        xml.writeAttribute("Type", "OData." + Schema.EMPLOYEE);
        xml.writeEndElement();
    }

    private void container(Schema schema) throws XMLStreamException {
        xml.writeStartElement("EntityContainer");
        xml.writeAttribute("Name", "Container");
        for (EntityType type : schema.types()) {
            xml.writeEmptyElement("EntitySet");
            xml.writeAttribute("Name", type.name());
            xml.writeAttribute("EntityType", "OData." + type.name());
        }
        xml.writeEmptyElement("FunctionImport");
        xml.writeAttribute("Name", "GetCurrentEmployee");
        xml.writeAttribute("Function", "OData.GetCurrentEmployee");
        xml.writeEndElement();
    }
}
