@NullMarked
package dev.kith.web.demo;

import org.jspecify.annotations.NullMarked;
