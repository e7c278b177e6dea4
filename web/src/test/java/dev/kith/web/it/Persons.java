package dev.kith.web.it;

/** Persons for the simulated CRM, as the JSON that makes them. All are in scope of the shipped rules. */
final class Persons {
    static final String ADA = "{\"FirstName\":\"Ada\",\"LastName\":\"Bos\",\"customerType\":\"A\"}";

    private Persons() {}

    /** Ada at an address that begins so, and that nobody else has. */
    static String named(String name) {
        return ADA.replace("}", ",\"EmailAddress\":\"" + name + System.nanoTime() + "@example.test\"}");
    }

    /** {@link #named}, with a contact row that has a telephone number. */
    static String withContactRow(String name) {
        return named(name).replace("}", ",\"contacts\":[{\"phone\":\"+31 20 1234567\"}]}");
    }
}
