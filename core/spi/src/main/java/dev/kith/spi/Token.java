package dev.kith.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * An access token.
 *
 * @param value the secret itself
 * @param expires when it ends; the host asks for a new one 60 s before
 */
public record Token(String value, Instant expires) {
    public Token {
        requireNonNull(value, "value");
        requireNonNull(expires, "expires");
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "Token[expires=" + expires + "]";
    }
}
