/**
 * The connector to Tribe CRM. Three steps: {@link dev.kith.tribe.TribeApi} calls, {@link dev.kith.tribe.PersonPages} and
 * {@link dev.kith.tribe.Relationships} decide what to ask, {@link dev.kith.tribe.ContactMaker} makes contacts of it.
 */
@NullMarked
package dev.kith.tribe;

import org.jspecify.annotations.NullMarked;
