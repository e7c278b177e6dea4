/**
 * The run-time home: where its files are, and what its settings say.
 *
 * <p>Knows {@code dev.kith.spi}, but not how connectors are loaded: the host hands over what a connector declares.
 */
@NullMarked
package dev.kith.engine.home;

import org.jspecify.annotations.NullMarked;
