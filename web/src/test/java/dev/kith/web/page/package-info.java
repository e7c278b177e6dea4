@NullMarked
package dev.kith.web.page;

import org.jspecify.annotations.NullMarked;
