/** When things are to happen by themselves: the only place that knows db-scheduler. */
@NullMarked
package dev.kith.engine.schedule;

import org.jspecify.annotations.NullMarked;
