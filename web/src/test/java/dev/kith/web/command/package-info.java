@NullMarked
package dev.kith.web.command;

import org.jspecify.annotations.NullMarked;
