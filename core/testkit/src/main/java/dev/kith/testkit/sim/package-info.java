/** The frame of simulators: a strict HTTP server on loopback, call counts, faults, state in a file, a command line. */
@NullMarked
package dev.kith.testkit.sim;

import org.jspecify.annotations.NullMarked;
