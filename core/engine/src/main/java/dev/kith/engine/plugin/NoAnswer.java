package dev.kith.engine.plugin;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** Says in plain words why no answer came. */
final class NoAnswer {
    private NoAnswer() {}

    static ConnectorException of(String title, Origin origin, Duration timeout, IOException cause) {
        if (cause.getCause() instanceof UnresolvedAddressException) {
            return unknownHost(title, origin, cause);
        }
        String why = title + ": " + words(origin, timeout, cause);
        return new ConnectorException(Kind.TRANSIENT, why + " It will be tried again.", cause);
    }

    static ConnectorException unknownHost(String title, Origin origin, IOException cause) {
        String why = title + ": host " + origin.host()
                + " could not be found (DNS). Check the host's name in the settings and this machine's network.";
        return new ConnectorException(Kind.TRANSIENT, why, cause);
    }

    private static String words(Origin origin, Duration timeout, IOException cause) {
        String where = origin.host() + " port " + origin.port();
        if (cause instanceof HttpConnectTimeoutException) {
            return "no connection to " + where + " came about in time.";
        }
        if (cause instanceof HttpTimeoutException) {
            return "no answer from " + where + " within " + seconds(timeout) + ".";
        }
        if (cause instanceof ConnectException) {
            return "no connection to " + where + ": it was refused, or the network can't reach it.";
        }
        if (cause instanceof SSLException) {
            return "no safe connection to " + where + ": " + cause.getMessage() + ".";
        }
        return "the connection to " + where + " broke before an answer came (" + cause.getMessage() + ").";
    }

    private static String seconds(Duration timeout) {
        return timeout.toMillis() % 1000 == 0 ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms";
    }
}
