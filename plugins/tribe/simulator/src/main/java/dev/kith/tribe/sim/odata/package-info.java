/** The OData service over the data: paths, query options, filters, JSON and metadata, writes. */
@NullMarked
package dev.kith.tribe.sim.odata;

import org.jspecify.annotations.NullMarked;
