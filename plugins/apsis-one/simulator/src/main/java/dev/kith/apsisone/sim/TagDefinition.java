package dev.kith.apsisone.sim;

/** A tag that profiles can carry. */
record TagDefinition(String discriminator, String name, String versionId) implements Defined {}
