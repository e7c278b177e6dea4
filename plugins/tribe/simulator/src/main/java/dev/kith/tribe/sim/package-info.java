/** A simulated Tribe CRM: the program, its token endpoint, its state, and the endpoints that show and change its data. */
@NullMarked
package dev.kith.tribe.sim;

import org.jspecify.annotations.NullMarked;
