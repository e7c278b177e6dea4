package dev.kith.engine.plugin;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.Http;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The HTTP client lent to one connector: only the origins of its URL settings, only public addresses unless the setting
 * itself names a loopback host. Writes no log; its messages name the host, never path, query or headers.
 *
 * <p>The address is looked up once more by the JDK when it connects; the JDK remembers look-ups for 30 s, so both see
 * the same answer.
 */
final class LentHttp implements Http {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final long LARGEST_BODY = 64L << 20;

    private final String title;
    private final Set<Origin> allowed;
    private final Set<Origin> uploads;
    private final HostResolver resolver;
    private final HttpClient client;
    private final long largestBody;
    private final AtomicLong calls = new AtomicLong();

    LentHttp(String title, Set<Origin> allowed, Set<Origin> listedForUploads) {
        this(title, allowed, listedForUploads, HostResolver.SYSTEM, LARGEST_BODY);
    }

    LentHttp(String title, Set<Origin> allowed, Set<Origin> listedForUploads, HostResolver resolver, long largestBody) {
        this.title = requireNonNull(title, "title");
        this.allowed = Set.copyOf(allowed);
        this.uploads =
                Stream.of(allowed, listedForUploads).flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
        this.resolver = requireNonNull(resolver, "resolver");
        this.largestBody = largestBody;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(20))
                .executor(DaemonThreads.few("kith-http"))
                .build();
    }

    /** How many requests went out. */
    long calls() {
        return calls.get();
    }

    @Override
    public HttpResponse<InputStream> send(HttpRequest request) {
        return send(request, allowed(request.uri()));
    }

    @Override
    public HttpResponse<InputStream> upload(HttpRequest request) {
        for (String credential : List.of("Authorization", "Cookie", "Proxy-Authorization")) {
            if (request.headers().firstValue(credential).isPresent()) {
                throw new ConnectorException(
                        Kind.BUG,
                        title + ": an upload has the header " + credential + ", which would give it to another host."
                                + " This is a bug of the connector; report it to its author.");
            }
        }
        return send(request, allowedForUploads(request.uri()));
    }

    private HttpResponse<InputStream> send(HttpRequest request, Origin origin) {
        checkAddress(origin);
        Duration timeout = request.timeout().orElse(TIMEOUT);
        HttpRequest timed = request.timeout().isPresent()
                ? request
                : HttpRequest.newBuilder(request, (name, value) -> true)
                        .timeout(timeout)
                        .build();
        BodyHandler<InputStream> body = head -> new BodyStream(largestBody, timeout);
        calls.incrementAndGet();
        try {
            return client.send(timed, body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectorException(
                    Kind.TRANSIENT, title + ": the call to " + origin.host() + " was given up: it was stopped.", e);
        } catch (IOException e) {
            throw NoAnswer.of(title, origin, timeout, e);
        }
    }

    private Origin allowed(URI url) {
        Origin origin = origin(url);
        if (!allowed.contains(origin)) {
            throw config("calls to " + origin + " are refused: only the origins of its URL settings " + allowed
                    + " may be called. If the address moved, correct the setting");
        }
        return safe(origin);
    }

    private Origin allowedForUploads(URI url) {
        Origin origin = origin(url);
        if (!uploads.contains(origin)) {
            throw config("an upload to " + origin + " is refused: files go to the listed origins " + uploads
                    + " only. If that host is known to belong to the system, add it to the list in the settings");
        }
        return safe(origin);
    }

    private Origin origin(URI url) {
        return Origin.of(url).orElseThrow(() -> config("only absolute http and https URLs can be called"));
    }

    private Origin safe(Origin origin) {
        if (origin.isPlain() && !origin.namesLoopback()) {
            throw config("calls to " + origin + " are refused: plain http is for loopback addresses only. Use https");
        }
        return origin;
    }

    private void checkAddress(Origin origin) {
        List<InetAddress> addresses;
        try {
            addresses = resolver.resolve(origin.bareHost());
        } catch (UnknownHostException e) {
            throw NoAnswer.unknownHost(title, origin, e);
        }
        boolean loopback = origin.namesLoopback();
        for (InetAddress address : addresses) {
            if (loopback ? !address.isLoopbackAddress() : !Addresses.isPublic(address)) {
                throw config("host " + origin.host() + " has the address " + address.getHostAddress()
                        + ", which is not on the public Internet, so it isn't called. Correct the setting");
            }
        }
    }

    private ConnectorException config(String found) {
        return new ConnectorException(Kind.CONFIG, title + ": " + found + ".");
    }
}
