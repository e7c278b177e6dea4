@NullMarked
package dev.kith.engine.rules;

import org.jspecify.annotations.NullMarked;
