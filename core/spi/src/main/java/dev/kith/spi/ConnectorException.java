package dev.kith.spi;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of connectors. Its kind alone decides what the host does next.
 *
 * <p>The message says what failed, which thing, what was found, what to do; it holds no personal data and no secret.
 */
public final class ConnectorException extends RuntimeException {

    /** What the host does about it. */
    public enum Kind {
        /** The settings are wrong, or something they name is missing: the run fails at once, an admin must act. */
        CONFIG,
        /** The credentials or rights don't suffice: the run fails at once, an admin must act. */
        AUTH,
        /** Too many calls: asked again after {@link ConnectorException#retryAfter}, else with growing pauses. */
        THROTTLED,
        /** Not reachable, timed out, or failing for now: asked again with growing pauses. */
        TRANSIENT,
        /** Refused for good, because of this contact: it becomes an issue. */
        REJECTED,
        /** The connector or the system broke its promise: the contact becomes an issue. */
        BUG
    }

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final transient @Nullable Duration retryAfter;

    public ConnectorException(Kind kind, String message) {
        this(kind, message, null, null);
    }

    public ConnectorException(Kind kind, String message, Throwable cause) {
        this(kind, message, null, cause);
    }

    private ConnectorException(Kind kind, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(requireNonNull(message, "message"), cause);
        this.kind = requireNonNull(kind, "kind");
        this.retryAfter = retryAfter;
    }

    /** A refusal for now, with the time the system asked for. */
    public static ConnectorException throttled(String message, Duration retryAfter) {
        return new ConnectorException(Kind.THROTTLED, message, requireNonNull(retryAfter, "retryAfter"), null);
    }

    public Kind kind() {
        return kind;
    }

    /** How long the system asked to wait; empty when it didn't say. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
