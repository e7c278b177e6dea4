package dev.kith.spi;

/** What a call is for. An account's rate is shared out by it, so that a long run never holds up single changes. */
public enum Urgency {
    /** A change that just happened, or a person who waits; gets the whole rate while no run is under way. */
    NOW,
    /** A part of a run; gets three quarters of the rate at most. */
    RUN
}
