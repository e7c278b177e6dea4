@NullMarked
package dev.kith.web.rest;

import org.jspecify.annotations.NullMarked;
