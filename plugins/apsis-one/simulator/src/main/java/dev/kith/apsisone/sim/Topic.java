package dev.kith.apsisone.sim;

import static java.util.Objects.requireNonNull;

/**
 * What a person can consent to.
 *
 * @param channel the one channel it serves; empty when it serves both
 */
record Topic(String discriminator, String name, String folder, String channel) implements Defined {
    static final String EMAIL = "com.apsis1.channels.email";
    static final String SMS = "com.apsis1.channels.sms";

    Topic {
        requireNonNull(channel, "channel");
    }

    boolean serves(String wanted) {
        boolean known = wanted.equals(EMAIL) || wanted.equals(SMS);
        return known && (channel.isEmpty() || channel.equals(wanted));
    }
}
