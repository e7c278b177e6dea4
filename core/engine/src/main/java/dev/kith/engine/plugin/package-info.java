/**
 * Loads connector JARs, guards every call into them, and lends them HTTP, tokens, rates and time.
 *
 * <p>Knows {@code dev.kith.spi} and pf4j; no other package imports pf4j.
 */
@NullMarked
package dev.kith.engine.plugin;

import org.jspecify.annotations.NullMarked;
