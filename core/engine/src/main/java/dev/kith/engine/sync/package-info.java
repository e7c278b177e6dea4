/**
 * The one pipeline: {@code Pass -> Planner -> Guard -> Delivery -> Settle}. A pass reads contacts page by page; the planner
 * decides, without I/O, what each contact's profile needs; delivery writes it; settle records all of it in one
 * transaction. Nothing calls back up.
 */
@NullMarked
package dev.kith.engine.sync;

import org.jspecify.annotations.NullMarked;
