package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

/**
 * A merge that has to go before a plan's write: of the profile that has the contact's address, which is no contact's, into
 * the contact's own (D39). A plan without it leaves the address out.
 *
 * @param attribute the id of the attribute that holds the address
 */
record Merge(String attribute, String address) {
    Merge {
        requireNonNull(attribute, "attribute");
        requireNonNull(address, "address");
    }
}
