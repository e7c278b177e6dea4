/**
 * What Kith remembers between runs, in one database file: links, runs with their issues, activated rule sets, and the
 * consent ledger.
 *
 * <p>Everything is written by one thread in one transaction per unit of work, and a caller goes on only after its own
 * commit. Reads go through their own connections and see what is committed. SQL lives here and nowhere else; it keeps to
 * what SQLite and PostgreSQL have in common, and only the connection factory knows SQLite. Moments are kept in
 * milliseconds.
 */
@NullMarked
package dev.kith.engine.store;

import org.jspecify.annotations.NullMarked;
