package dev.kith.engine.rules;

import dev.kith.rules.ContactFact;
import dev.kith.spi.Contact;
import dev.kith.spi.CrmField;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the fact of a contact: an instance of the generated class over numbered slots. */
final class ContactFacts {

    private final MethodHandle constructor;
    private final List<CrmField> fields;

    ContactFacts(Class<?> contactClass, List<CrmField> fields) {
        MethodType type = MethodType.methodType(void.class, ContactFact.Answers.class, Object[].class);
        try {
            this.constructor = MethodHandles.publicLookup()
                    .findConstructor(contactClass, type)
                    .asType(MethodType.methodType(ContactFact.class, ContactFact.Answers.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The generated contact has no constructor", e);
        }
        this.fields = fields;
    }

    ContactFact of(Contact contact, ContactFact.Answers answers) {
        @Nullable Object[] slots = new @Nullable Object[ContactFact.FIRST_FIELD + fields.size()];
        slots[0] = contact.email().orElse(null);
        slots[1] = contact.labels();
        slots[2] = contact.allLabels();
        for (int i = 0; i < fields.size(); i++) {
            slots[ContactFact.FIRST_FIELD + i] =
                    contact.values().get(fields.get(i).name());
        }
        try {
            return (ContactFact) constructor.invokeExact(answers, slots);
        } catch (Throwable e) {
            throw new IllegalStateException("The generated contact can't be made", e);
        }
    }
}
