@NullMarked
package dev.kith.web.host;

import org.jspecify.annotations.NullMarked;
