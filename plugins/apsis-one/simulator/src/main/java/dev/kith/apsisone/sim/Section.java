package dev.kith.apsisone.sim;

/** A part of the account with its own attribute values, tags and consents. */
record Section(String discriminator, String name) implements Defined {
    static final String DEFAULT = "com.apsis1.sections.default";
}
