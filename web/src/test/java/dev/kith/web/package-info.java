@NullMarked
package dev.kith.web;

import org.jspecify.annotations.NullMarked;
