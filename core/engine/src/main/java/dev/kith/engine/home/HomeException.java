package dev.kith.engine.home;

/** A home that can't be made or reached; its message is for the person who runs Kith. */
public final class HomeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HomeException(String message) {
        super(message);
    }

    HomeException(String message, Throwable cause) {
        super(message, cause);
    }
}
