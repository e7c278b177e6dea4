package dev.kith.apsisone.sim;

/** Something the account defines: found by its discriminator, shown by its name. */
interface Defined {
    String discriminator();

    String name();
}
