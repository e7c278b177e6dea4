/** The connector to APSIS One: writes profiles and consents through its public API. */
@NullMarked
package dev.kith.apsisone;

import org.jspecify.annotations.NullMarked;
