package dev.kith.spi;

import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * The host's HTTP client. Thread-safe.
 *
 * <p>It refuses any origin other than those of the connector's URL settings (for uploads also the listed ones), plain http
 * except on loopback addresses, private addresses, and follows no redirect. It neither repeats a call nor looks at the status: that is the connector's work.
 */
public interface Http {

    /**
     * Sends a request and waits for the head of the answer. Blocks, at most for the request's timeout (60 s when it has
     * none).
     *
     * @return the answer, whose body the caller must close; reading it past the host's limit throws IOException
     * @throws ConnectorException TRANSIENT when no answer came, CONFIG when the origin isn't allowed
     */
    HttpResponse<InputStream> send(HttpRequest request);

    /**
     * As {@link #send}, for a URL that the system itself named for a file: also goes to the origins of the connector's
     * {@link Setting.Type#UPLOAD_ORIGINS} settings, and never carries credentials.
     *
     * @throws ConnectorException as {@link #send}; BUG when the request has an Authorization or Cookie header
     */
    HttpResponse<InputStream> upload(HttpRequest request);
}
