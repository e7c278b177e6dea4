/** What a rule can name: the contact it looks at and the helpers it calls. */
@NullMarked
package dev.kith.rules;

import org.jspecify.annotations.NullMarked;
