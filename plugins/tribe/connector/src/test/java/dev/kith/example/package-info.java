/** The connector of the chapter "write a connector", kept here so that it is compiled and run. */
@NullMarked
package dev.kith.example;

import org.jspecify.annotations.NullMarked;
