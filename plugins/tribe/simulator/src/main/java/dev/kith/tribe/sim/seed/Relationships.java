package dev.kith.tribe.sim.seed;

import dev.kith.tribe.sim.model.Row;
import dev.kith.tribe.sim.model.Schema;
import java.time.Instant;
import java.util.List;

/** Makes what ties a person to organisations: contact rows, and being a customer or member of ours. */
final class Relationships {
    private static final List<String> DEPARTMENTS =
            List.of("Inkoop", "Verkoop", "Marketing", "Financiën", "IT", "Directie", "HR", "Økonomi");

    private final Making making;
    private final Lists lists;
    private final Organisations organisations;

    Relationships(Making making, Lists lists, Organisations organisations) {
        this.making = making;
        this.lists = lists;
        this.organisations = organisations;
    }

    void of(Row person, Reach reach, Region region) {
        int contacts = contacts();
        if (reach == Reach.CONTACT_ONLY && contacts == 0) {
            contacts = 1;
        }
        for (int i = 0; i < contacts; i++) {
            contact(person, reach, region, i == 0);
        }
        if (making.chance(40)) {
            flags(relationship(Schema.CUSTOMER, person, organisations.own), 5, 2);
        }
        if (making.chance(2)) {
            flags(relationship(Schema.MEMBERSHIP, person, organisations.own), 10, 1);
        }
    }

    private int contacts() {
        int at = making.random.nextInt(100);
        if (at < 35) {
            return 0;
        }
        if (at < 80) {
            return 1;
        }
        return at < 95 ? 2 : 3;
    }

    private void contact(Row person, Reach reach, Region region, boolean first) {
        Row organisation = making.pick(organisations.all);
        Row contact = relationship(Schema.CONTACT, person, organisation);
        boolean needed = reach == Reach.CONTACT_ONLY && first;
        if (needed || (reach != Reach.NONE && making.chance(75))) {
            String domain = Organisations.domain(organisation);
            contact.set("EmailAddress", Emails.business(person.text("FirstName"), person.text("LastName"), domain));
        }
        contact.set("PhoneNumber", making.chance(50) ? PhoneNumbers.landline(region, making.random) : null)
                .set("MobilePhoneNumber", making.chance(30) ? PhoneNumbers.mobile(region, making.random) : null)
                .set("Department", making.chance(70) ? making.pick(DEPARTMENTS) : null)
                .link("Role", making.chance(65) ? making.pick(lists.roles) : null);
        flags(contact, needed ? 3 : 12, 4);
    }

    private Row relationship(String type, Row person, Row organisation) {
        return making.row(type, making.past()).link("Relation", organisation).link("Person", person);
    }

    /** Null stands for false in most rows (T44). */
    private void flags(Row relationship, int former, int optOut) {
        if (making.chance(former)) {
            Instant at = Making.BASE.minusSeconds(86_400L * making.random.nextInt(300));
            relationship.set("IsFormer", true).set("FormerDate", at);
        } else if (making.chance(5)) {
            relationship.set("IsFormer", false);
        }
        if (making.chance(optOut)) {
            relationship.set("MailingOptOut", true);
        } else if (making.chance(5)) {
            relationship.set("MailingOptOut", false);
        }
    }
}
