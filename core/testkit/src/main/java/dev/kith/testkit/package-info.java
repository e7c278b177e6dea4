/** What connector authors test with: a context without a host. */
@NullMarked
package dev.kith.testkit;

import org.jspecify.annotations.NullMarked;
