package dev.kith.tribe.sim;

import static java.util.Objects.requireNonNull;

/** The application that may ask for tokens. */
public record Client(String id, String secret) {
    /** The client of the demo and of tests. */
    public static final Client DEFAULT = new Client("kith", "tribe-secret");

    public Client {
        requireNonNull(id, "id");
        requireNonNull(secret, "secret");
    }
}
