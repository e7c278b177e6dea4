@NullMarked
package dev.kith.engine.store;

import org.jspecify.annotations.NullMarked;
