package dev.kith.tribe.sim.seed;

import dev.kith.tribe.sim.model.CustomFields;
import dev.kith.tribe.sim.model.Row;
import dev.kith.tribe.sim.model.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes persons with their address, labels and custom fields. */
final class Persons {
    private static final List<String> TITLES = List.of("Dr.", "Ir.", "Prof. dr.", "Mr.");

    private final Making making;
    private final Lists lists;
    private final Organisations organisations;
    private final Relationships relationships;
    private @Nullable String lastEmail;

    Persons(Making making, Lists lists, Organisations organisations) {
        this.making = making;
        this.lists = lists;
        this.organisations = organisations;
        this.relationships = new Relationships(making, lists, organisations);
    }

    void person(int number) {
        Region region = Region.any(making.random);
        Row person = making.row(Schema.PERSON);
        name(person, region);
        OddTexts.apply(person, number);
        Reach reach = Reach.any(making.random);
        person.set("EmailAddress", reach == Reach.PRIVATE ? email(person, number) : null);
        numbers(person, number, region);
        birth(person);
        social(person);
        custom(person);
        links(person, region);
        labels(person);
        relationships.of(person, reach, region);
        changed(person);
    }

    private void name(Row person, Region region) {
        Vocabulary.Words words = making.vocabulary.of(region);
        String first = making.pick(words.firstNames());
        String last = making.pick(words.lastNames());
        int infix = infix(last);
        person.set("FirstName", making.chance(96) ? first : null)
                .set(
                        "MiddleName",
                        infix == 0 ? null : last.substring(0, infix - 1).intern())
                .set("LastName", infix == 0 ? last : last.substring(infix).intern())
                .set("Initials", making.chance(30) ? (first.charAt(0) + ".").intern() : null)
                .set("Title", making.chance(5) ? making.pick(TITLES) : null)
                .set("Suffix", making.chance(1) ? "MBA" : null);
    }

    /** Where the name proper starts after words in small letters, such as {@code van der}. */
    private static int infix(String last) {
        int start = 0;
        while (Character.isLowerCase(last.charAt(start)) && last.indexOf(' ', start) > 0) {
            start = last.indexOf(' ', start) + 1;
        }
        return start;
    }

    /** Now and then the address of the person before, as couples and families have. */
    private String email(Row person, int number) {
        if (lastEmail != null && making.chance(3.9)) {
            return lastEmail;
        }
        lastEmail = Emails.personal(person.text("FirstName"), person.text("LastName"), number, making.random);
        return lastEmail;
    }

    private void numbers(Row person, int number, Region region) {
        person.set("Number", 10_000L + number)
                .set("MobilePhoneNumber", making.chance(70) ? PhoneNumbers.mobile(region, making.random) : null)
                .set("PhoneNumber", making.chance(40) ? PhoneNumbers.landline(region, making.random) : null)
                .set("DebtorNumber", making.chance(30) ? "D" + (50_000 + number) : null);
    }

    private void birth(Row person) {
        if (making.chance(15)) {
            return;
        }
        int year = making.chance(0.5) ? 2040 : 1930 + making.random.nextInt(78);
        person.set("BirthDate", LocalDate.ofYearDay(year, 1 + making.random.nextInt(365)));
    }

    private void social(Row person) {
        if (making.chance(20)) {
            String name = Emails.slug(person.text("FirstName") + person.text("LastName"));
            person.set("LinkedIn", "https://linkedin.example/in/" + name);
        }
        if (making.chance(5)) {
            person.set("BankName", "Voorbeeldbank").set("BIC", "VBNKNL2A");
        }
    }

    private void custom(Row person) {
        if (making.chance(80)) {
            long points = making.chance(0.5) ? 5_000_000_000L : making.random.nextInt(50_000);
            person.set(CustomFields.wire(CustomFields.LOYALTY_POINTS), points);
        }
        if (making.chance(40)) {
            BigDecimal limit = BigDecimal.valueOf(making.random.nextInt(2_000_000), 2);
            person.set(CustomFields.wire(CustomFields.CREDIT_LIMIT), limit);
        }
        if (making.chance(50)) {
            person.set(CustomFields.wire(CustomFields.VIP), making.chance(20));
        }
        if (making.chance(45)) {
            LocalDate date = LocalDate.of(2025, 1, 1).plusDays(making.random.nextInt(900));
            person.set(CustomFields.wire(CustomFields.RENEWAL_DATE), date);
        }
        String shoes = CustomFields.wire(CustomFields.SHOE_SIZE);
        if (person.get(shoes) == null && making.chance(25)) {
            person.set(shoes, making.pick(List.of("36", "38,5", "40", "42", "44 2/3", "47")));
        }
    }

    private void links(Row person, Region region) {
        person.link("Address", making.chance(92) ? organisations.address(region) : null)
                .link("Gender", making.chance(90) ? lists.genders.get(gender()) : null)
                .link("Language", making.chance(88) ? lists.language(region.language) : null)
                .link(CustomFields.wire(CustomFields.CUSTOMER_TYPE), making.chance(90) ? customerType() : null);
    }

    private int gender() {
        return making.chance(2) ? 2 : making.random.nextInt(2);
    }

    private Row customerType() {
        return lists.customerTypes.get(making.pick(List.of(0, 0, 0, 1, 1, 1, 2, 2, 3)));
    }

    private void labels(Row person) {
        label(person, "Newsletter", 45);
        label(person, "Events", 25);
        label(person, "Christmas card", 15);
        label(person, "Old newsletter", 8);
    }

    private void label(Row person, String name, int percent) {
        if (making.chance(percent)) {
            person.add("Labels", lists.label(name));
        }
    }

    /** Most people were changed some time after they were made; their relationships with them. */
    private void changed(Row person) {
        if (making.chance(60) && person.get("CreationDate") instanceof Instant created) {
            long seconds = Making.BASE.getEpochSecond() - created.getEpochSecond();
            Instant at = created.plusSeconds((long) (making.random.nextDouble() * seconds));
            person.set("LastMutationDate", at);
            person.many("Relationships").forEach(r -> r.set("LastMutationDate", at));
        }
    }
}
