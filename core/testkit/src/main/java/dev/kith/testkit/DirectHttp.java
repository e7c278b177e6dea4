package dev.kith.testkit;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.Http;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The JDK's HTTP client, closed to all origins but the given ones. */
final class DirectHttp implements Http {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final Set<String> origins;
    private final Set<String> uploads;

    DirectHttp(Collection<URI> urls, Collection<URI> uploadOrigins) {
        this.origins = urls.stream().map(DirectHttp::origin).collect(Collectors.toUnmodifiableSet());
        this.uploads = Stream.concat(origins.stream(), uploadOrigins.stream().map(DirectHttp::origin))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public HttpResponse<InputStream> send(HttpRequest request) {
        return send(request, origins);
    }

    @Override
    public HttpResponse<InputStream> upload(HttpRequest request) {
        if (request.headers().firstValue("Authorization").isPresent()) {
            throw new ConnectorException(Kind.BUG, "An upload must not carry a token");
        }
        return send(request, uploads);
    }

    private HttpResponse<InputStream> send(HttpRequest request, Set<String> allowed) {
        String origin = origin(request.uri());
        if (!allowed.contains(origin)) {
            throw new ConnectorException(Kind.CONFIG, origin + " is not the origin of a setting: " + allowed);
        }
        try {
            return client.send(withTimeout(request), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new ConnectorException(Kind.TRANSIENT, origin + " did not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectorException(Kind.TRANSIENT, "Interrupted while waiting for " + origin, e);
        }
    }

    private static HttpRequest withTimeout(HttpRequest request) {
        return request.timeout().isPresent()
                ? request
                : HttpRequest.newBuilder(request, (name, value) -> true)
                        .timeout(TIMEOUT)
                        .build();
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }
}
