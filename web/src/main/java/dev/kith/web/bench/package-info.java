@NullMarked
package dev.kith.web.bench;

import org.jspecify.annotations.NullMarked;
