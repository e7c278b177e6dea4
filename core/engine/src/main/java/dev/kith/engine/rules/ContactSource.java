package dev.kith.engine.rules;

import dev.kith.rules.ContactFact;
import java.util.List;

/** Writes the Java source of {@code crm.Contact}. Only checked property names get into it, nothing off the wire. */
final class ContactSource {

    static final String CLASS_NAME = "crm.Contact";

    private ContactSource() {}

    static String of(Schema schema) {
        StringBuilder source = new StringBuilder("""
                package crm;

                public final class Contact extends dev.kith.rules.ContactFact {
                    public Contact(dev.kith.rules.ContactFact.Answers answers, java.lang.Object[] slots) {
                        super(answers, slots);
                    }
                """);
        for (int i = 0; i < schema.fields().size(); i++) {
            List<Property> properties = Property.of(schema.fields().get(i));
            int slot = ContactFact.FIRST_FIELD + i;
            properties.forEach(property -> source.append(getter(property, slot)));
        }
        return source.append("}\n").toString();
    }

    private static String getter(Property property, int slot) {
        return "    public " + property.javaType() + " " + property.getter() + "() { return " + property.reader() + "("
                + slot + "); }\n";
    }
}
