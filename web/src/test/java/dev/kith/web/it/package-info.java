/** End-to-end tests: the host in this JVM, the simulators as processes, as in the demo. */
@NullMarked
package dev.kith.web.it;

import org.jspecify.annotations.NullMarked;
