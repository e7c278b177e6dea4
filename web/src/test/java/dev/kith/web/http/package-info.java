@NullMarked
package dev.kith.web.http;

import org.jspecify.annotations.NullMarked;
