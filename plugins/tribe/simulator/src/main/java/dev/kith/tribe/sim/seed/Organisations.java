package dev.kith.tribe.sim.seed;

import dev.kith.tribe.sim.model.Row;
import dev.kith.tribe.sim.model.Schema;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes organisations, the first of which is our own. */
final class Organisations {
    private final Making making;
    private final Lists lists;
    final List<Row> all = new ArrayList<>();
    final Row own;

    Organisations(Making making, Lists lists, int number) {
        this.making = making;
        this.lists = lists;
        own = organisation(0, Region.NETHERLANDS).set("Name", "Noordlicht Handel B.V.");
        making.row(Schema.IDENTITY).link("Relation", own).link("Organization", own);
        for (int i = 1; i <= number; i++) {
            all.add(organisation(i, Region.any(making.random)));
        }
    }

    private Row organisation(int number, Region region) {
        Vocabulary.Words words = making.vocabulary.of(region);
        String name = making.chance(50)
                ? making.pick(words.companies())
                : making.pick(words.lastNames()) + " " + making.pick(words.cities()) + " " + region.company;
        String domain = Emails.slug(name) + number + ".example";
        return making.row(Schema.ORGANISATION)
                .set("Name", name)
                .set("Number", 1000L + number)
                .set("PhoneNumber", PhoneNumbers.landline(region, making.random))
                .set("EmailAddress", making.chance(80) ? "info@" + domain : null)
                .set("Website", making.chance(85) ? "https://www." + domain : null)
                .set("VATNumber", making.chance(60) ? region.country + (800_000_000L + number) + "B01" : null)
                .set("NumberOfEmployees", making.chance(70) ? (long) making.random.nextInt(900) : null)
                .set("FoundingDate", LocalDate.of(1950 + making.random.nextInt(75), 1, 1))
                .link("Language", lists.language(region.language))
                .link("VisitingAddress", making.chance(90) ? address(region) : null);
    }

    /** A new address in a region. */
    Row address(Region region) {
        Vocabulary.Words words = making.vocabulary.of(region);
        return making.row("Address")
                .set("Street", making.pick(words.streets()))
                .set("HouseNumber", 1L + making.random.nextInt(250))
                .set("HouseNumberSuffix", making.chance(10) ? making.pick(List.of("a", "B", "bis", "II")) : null)
                .set("Extra", making.chance(2) ? "Postbus 12" : null)
                .set("Postalcode", region.postcode(making.random))
                .set("City", making.pick(words.cities()))
                .link("Country", lists.country(region.country));
    }

    static String domain(Row organisation) {
        String site = organisation.text("Website");
        return site.isEmpty()
                ? "org" + organisation.text("Number") + ".example"
                : site.substring("https://www.".length()).toLowerCase(Locale.ROOT);
    }
}
