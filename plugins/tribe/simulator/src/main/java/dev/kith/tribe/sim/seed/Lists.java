package dev.kith.tribe.sim.seed;

import dev.kith.tribe.sim.model.Row;
import dev.kith.tribe.sim.model.Schema;
import dev.kith.tribe.sim.model.Views;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The lookup tables and labels. */
final class Lists {
    private final Making making;
    private final Map<String, Row> countries = new LinkedHashMap<>();
    private final Map<String, Row> languages = new LinkedHashMap<>();
    private final Map<String, Row> labels = new LinkedHashMap<>();
    final List<Row> genders = new ArrayList<>();
    final List<Row> roles = new ArrayList<>();
    final List<Row> customerTypes = new ArrayList<>();

    Lists(Making making) {
        this.making = making;
        country("NL", "Nederland");
        country("SE", "Zweden");
        country("NO", "Noorwegen");
        country("DK", "Denemarken");
        country("FI", "Finland");
        country("BE", "België");
        country("DE", "Duitsland");
        language("nl", "Nederlands");
        language("sv", "Zweeds");
        language("no", "Noors");
        language("da", "Deens");
        language("fi", "Fins");
        language("en", "Engels");
        people();
        labels();
        other();
    }

    private void country(String code, String name) {
        countries.put(code, datastore("Datastore_Country", code, name));
    }

    private void language(String code, String name) {
        languages.put(code, datastore("Datastore_Language", code, name));
    }

    private void people() {
        genders.add(datastore("Datastore_Gender", "M", "Man"));
        genders.add(datastore("Datastore_Gender", "V", "Vrouw"));
        genders.add(datastore("Datastore_Gender", "X", "Anders"));
        roles.add(datastore("Datastore_Role", "DIR", "Directeur"));
        roles.add(datastore("Datastore_Role", "FIN", "Financieel medewerker"));
        roles.add(datastore("Datastore_Role", "INK", "Inkoper"));
        roles.add(datastore("Datastore_Role", "MKT", "Marketeer"));
        roles.add(datastore("Datastore_Role", null, "Stagiair(e)"));
        customerTypes.add(datastore(Schema.CUSTOMER_TYPE, "A", "A-klant"));
        customerTypes.add(datastore(Schema.CUSTOMER_TYPE, "B", "B-klant"));
        customerTypes.add(datastore(Schema.CUSTOMER_TYPE, "C", "C-klant"));
        customerTypes.add(datastore(Schema.CUSTOMER_TYPE, "P", "Prospect"));
        datastore("Datastore_EmailingCategory", "NEWS", "Nieuwsbrief");
    }

    private Row datastore(String type, @Nullable String code, String name) {
        return making.row(type, Making.BASE.minusSeconds(200_000_000L))
                .set("Code", code)
                .set("Name", name);
    }

    private void labels() {
        Row mailings = named("LabelCategory", "Mailings");
        Row relations = named("LabelCategory", "Relatiebeheer");
        label("Newsletter", mailings, false);
        label("Events", mailings, false);
        label("Christmas card", relations, false);
        label("Old newsletter", mailings, true);
    }

    private void label(String name, Row category, boolean inactive) {
        Row label = named("Label", name).link("LabelCategory", category);
        labels.put(name, label.set("IsInactive", inactive));
    }

    private void other() {
        named("Team", "Marketing");
        named("Team", "Verkoop");
        named("View", Views.ALL_CUSTOMERS);
        named("View", Views.A_CUSTOMERS);
        named("Dataset", "Verkoopcijfers");
    }

    private Row named(String type, String name) {
        return making.row(type, Making.BASE.minusSeconds(200_000_000L)).set("Name", name);
    }

    Row country(String code) {
        return Objects.requireNonNull(countries.get(code), code);
    }

    Row language(String code) {
        return Objects.requireNonNull(languages.get(code), code);
    }

    Row label(String name) {
        return Objects.requireNonNull(labels.get(name), name);
    }
}
