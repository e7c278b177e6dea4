/**
 * The promise to connector authors: what a plugin JAR offers to the host, and what the host lends to it.
 *
 * <p>Life of a connector:
 *
 * <ol>
 *   <li>The host loads the JAR and finds each {@link dev.kith.spi.ConnectorFactory} by {@code ServiceLoader}.
 *   <li>It checks the integration's settings against {@link dev.kith.spi.ConnectorFactory#settings()}.
 *   <li>{@link dev.kith.spi.ConnectorFactory#open} makes one {@link dev.kith.spi.Connector} per integration.
 *   <li>{@link dev.kith.spi.Connector#check} and {@link dev.kith.spi.Connector#describe} run before the first contact.
 *   <li>Runs call the capability interfaces ({@link dev.kith.spi.ContactSource}, {@link dev.kith.spi.ProfileSink} ...).
 *   <li>{@link dev.kith.spi.Connector#close} is the last call.
 * </ol>
 *
 * <p>Types of the JDK only: a plugin brings every other library itself.
 */
@NullMarked
package dev.kith.spi;

import org.jspecify.annotations.NullMarked;
