package dev.kith.apsisone.sim;

import static java.util.Objects.requireNonNull;

/** The one account of the simulator and its key pair. */
public record Account(String clientId, String clientSecret) {
    public Account {
        requireNonNull(clientId, "clientId");
        requireNonNull(clientSecret, "clientSecret");
    }
}
