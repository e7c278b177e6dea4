package dev.kith.tribe.sim.model;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The computed names and dates of rows. */
final class Names {
    private static final DateTimeFormatter BIRTHDAY = DateTimeFormatter.ofPattern("MM-dd");

    private Names() {}

    /** Title, initials and name on three lines, the first two often empty (T12). */
    static String person(Row person) {
        return person.text("Title") + "\n" + person.text("Initials") + "\n" + plain(person);
    }

    static String plain(Row person) {
        return Stream.of("FirstName", "MiddleName", "LastName")
                .map(person::text)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    static String sortName(Row person) {
        String first = person.text("FirstName");
        return first.isEmpty() ? person.text("LastName") : person.text("LastName") + ", " + first;
    }

    static @Nullable String birthDay(Row person) {
        return person.get("BirthDate") instanceof LocalDate date ? BIRTHDAY.format(date) : null;
    }

    /** A relationship is named after its child. */
    static @Nullable String relationship(Row relationship) {
        return child(relationship, "Name");
    }

    static @Nullable String relationshipSort(Row relationship) {
        return child(relationship, "SortName");
    }

    private static @Nullable String child(Row relationship, String property) {
        for (String nav : List.of("Person", "Organization")) {
            if (relationship.one(nav).isPresent()) {
                return relationship.one(nav).get().text(property);
            }
        }
        return null;
    }

    /** The display name of any row. */
    static @Nullable String display(Row row) {
        if (row.type().property("FirstName").isPresent()) {
            return row.text("Title").isEmpty() ? plain(row) : row.text("Title") + " " + plain(row);
        }
        Object name = row.get("Name");
        return name == null ? null : name.toString().strip();
    }
}
