package dev.kith.apsisone.sim;

import dev.kith.testkit.sim.SimRequest;

/** Finds the keyspace, section and key that a request's path names. */
record Places(Definitions definitions, Switches switches, Limits limits) {

    Keyspace keyspace(SimRequest request) {
        return definitions.requireKeyspace(request.variable("ks"));
    }

    Section section(SimRequest request) {
        return definitions.requireSection(request.variable("sec"));
    }

    /** The key in the path; it counts as one operation on that key. */
    Key key(SimRequest request) {
        Key key = key(keyspace(request).discriminator(), request.variable("pk"));
        limits.profile(key);
        return key;
    }

    /** A29: how keys are compared. */
    Key key(String keyspace, String raw) {
        return switches.is(Switch.A29, "exact") ? new Key(keyspace, raw) : Key.of(keyspace, raw);
    }
}
