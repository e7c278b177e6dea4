/** Makes data from a seed: Dutch and Nordic people, their organisations, contact rows and labels. */
@NullMarked
package dev.kith.tribe.sim.seed;

import org.jspecify.annotations.NullMarked;
