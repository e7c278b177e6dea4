@NullMarked
package dev.kith.engine;

import org.jspecify.annotations.NullMarked;
