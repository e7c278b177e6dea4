package dev.kith.apsisone.sim;

import java.time.Instant;

/** The last consent written for a topic and a channel. */
record Consent(String topic, String channel, String type, String source, String reason, Instant modifiedAt) {
    static final String OPT_IN = "opt-in";
    static final String OPT_OUT = "opt-out";
    static final String CONFIRMED = "confirmed-opt-in";

    boolean isFor(Consent other) {
        return topic.equals(other.topic) && channel.equals(other.channel);
    }
}
