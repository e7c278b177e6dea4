package dev.kith.tribe.sim.model;

import java.util.List;

/** Who is on a view. By default the service tells no more than the names of views (T43). */
public final class Views {
    public static final String ALL_CUSTOMERS = "Alle klanten";
    public static final String A_CUSTOMERS = "Klanten A";

    private Views() {}

    /** False for the members of views, unless they are switched on. */
    public static boolean offered(Switches switches, EntityType type, String navigation) {
        return !type.name().equals("View") || !navigation.equals("Entities") || switches.is("T43", "members");
    }

    static List<Row> members(Row view, List<Row> persons) {
        return switch (view.text("Name")) {
            case ALL_CUSTOMERS -> persons.stream().filter(Views::isCustomer).toList();
            case A_CUSTOMERS -> persons.stream().filter(Views::isOfTypeA).toList();
            default -> List.of();
        };
    }

    private static boolean isCustomer(Row person) {
        return person.many("Relationships").stream()
                .anyMatch(r -> r.type().name().equals(Schema.CUSTOMER));
    }

    private static boolean isOfTypeA(Row person) {
        return person.one(CustomFields.wire(CustomFields.CUSTOMER_TYPE))
                .filter(type -> type.text("Code").equals("A"))
                .isPresent();
    }
}
