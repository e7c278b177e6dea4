package dev.kith.engine.sync;

/** What the planner found for a contact: what is known of it against what is wanted. */
enum Situation {
    /** In scope, without a profile of ours. */
    CREATE,
    /** In scope, and its profile has to change. */
    UPDATE,
    /** In scope, and its profile is as wanted. */
    UNCHANGED,
    /** Out of scope, with consents that must be withdrawn. */
    WITHDRAW_ONLY,
    /** Out of scope, nothing to write. */
    OUT_OF_SCOPE,
    /** Undecided: nothing is written. */
    REJECT
}
