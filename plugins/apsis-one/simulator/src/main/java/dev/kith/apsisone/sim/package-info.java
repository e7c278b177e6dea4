/** A simulator of the APSIS One public API: strict, on loopback, with its state in a file. */
@NullMarked
package dev.kith.apsisone.sim;

import org.jspecify.annotations.NullMarked;
