package dev.kith.tribe.sim.seed;

import dev.kith.tribe.sim.model.CustomFields;
import dev.kith.tribe.sim.model.Row;
import java.util.List;

/** Texts that break careless programs, given to a few people. */
final class OddTexts {
    private static final List<String> LAST_NAMES = List.of(
            "O'Brien",
            "Sørensen-Ødegård",
            "Weißmüller",
            "Robert'); DROP TABLE persons;--",
            "  Blank  ",
            "\"Quoted\"",
            "Smit & <b>Zoon</b>",
            "Łukaszewicz",
            "De Boer 🎉",
            "D’Hondt",
            "Back\\slash",
            "#REF!",
            "=SUM(A1)",
            "100% Jansen",
            "+Plus",
            "Zo\u00eb e\u0301");

    private OddTexts() {}

    /** Changes every 40th person or so; which ones depends on the number alone. */
    static void apply(Row person, int number) {
        if (number % 40 == 7) {
            person.set("LastName", LAST_NAMES.get(number / 40 % LAST_NAMES.size()));
        }
        if (number % 300 == 11) {
            person.set("Blog", "Lang verhaal ø. ".repeat(75));
        }
        if (number % 300 == 13) {
            person.set(CustomFields.wire(CustomFields.SHOE_SIZE), "x".repeat(1200));
        }
        if (number % 200 == 17) {
            person.set("FirstName", " Anna Maria ");
        }
        if (number % 500 == 23) {
            person.set("FirstName", "");
        }
    }
}
