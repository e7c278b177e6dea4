package dev.kith.web.host;

/** The host can't start; the message is for the person who runs it. */
public final class HostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HostException(String message) {
        super(message);
    }
}
