@NullMarked
package dev.kith.engine.sync;

import org.jspecify.annotations.NullMarked;
