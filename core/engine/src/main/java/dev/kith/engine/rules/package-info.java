/** Compiles rule sets and asks them about contacts. Knows nothing of runs, plugins or the store. */
@NullMarked
package dev.kith.engine.rules;

import org.jspecify.annotations.NullMarked;
