/** The data of the simulated CRM: entity types, rows, links between rows, and sorted lists of rows. */
@NullMarked
package dev.kith.tribe.sim.model;

import org.jspecify.annotations.NullMarked;
