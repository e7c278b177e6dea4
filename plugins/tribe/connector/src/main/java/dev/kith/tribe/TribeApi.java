package dev.kith.tribe;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.spi.ConnectorContext;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.Token;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Optional;

/** Calls the API with a token: renews a refused one once, repeats what failed for now, names what is refused. */
final class TribeApi {
    static final String ODATA = "/v1/odata/";
    static final String WEBHOOKS = "/v1/webhooks";

    private final ConnectorContext context;
    private final TribeSettings settings;
    private final Lanes lanes;
    private final TokenSource tokens;
    private final Exchange exchange;
    private final Retry retry;

    TribeApi(ConnectorContext context, TribeSettings settings, Lanes lanes) {
        this.context = requireNonNull(context, "context");
        this.settings = requireNonNull(settings, "settings");
        this.lanes = requireNonNull(lanes, "lanes");
        this.tokens = new TokenSource(context, settings);
        this.exchange = new Exchange(context);
        this.retry = new Retry(context);
    }

    Lanes lanes() {
        return lanes;
    }

    /** The answer to a query; {@code @odata.nextLink} to another host is refused. */
    JsonNode get(Query query) {
        JsonNode answer = get(query.set(), query.pathAndQuery(), "application/json", Json::object);
        nextLink(query.set(), answer);
        return answer;
    }

    /** What follows an answer by its own link, which is empty at the end. */
    Optional<JsonNode> following(String name, JsonNode answer) {
        return nextLink(name, answer).map(uri -> {
            Exchange.Answer<JsonNode> next =
                    call("reading " + name, "GET", uri, "application/json", BodyPublishers.noBody(), Json::object);
            return next.value().orElseThrow(() -> Refusal.of("Tribe CRM: reading " + name, settings, next));
        });
    }

    /** @param name what is read, for messages: they don't show the query */
    <T> T get(String name, String pathAndQuery, String accept, Exchange.BodyReader<T> reader) {
        String what = "reading " + name;
        Exchange.Answer<T> answer =
                call(what, "GET", uri(ODATA + pathAndQuery), accept, BodyPublishers.noBody(), reader);
        return answer.value().orElseThrow(() -> Refusal.of("Tribe CRM: " + what, settings, answer));
    }

    /**
     * Sends a change, or asks something that isn't OData. The answer may have no body; what a refusal means is the caller's
     * matter, {@link #refused} makes an exception of it.
     *
     * @param what what is done, for messages, such as {@code writing labels}
     */
    Exchange.Answer<JsonNode> send(String what, String method, String path, Optional<JsonNode> body) {
        BodyPublisher publisher =
                body.map(json -> BodyPublishers.ofString(json.toString())).orElseGet(BodyPublishers::noBody);
        return call(what, method, uri(path), "application/json", publisher, Json::any);
    }

    ConnectorException refused(String what, Exchange.Answer<?> answer) {
        return Refusal.of("Tribe CRM: " + what, settings, answer);
    }

    private <T> Exchange.Answer<T> call(
            String what, String method, URI uri, String accept, BodyPublisher body, Exchange.BodyReader<T> reader) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(settings.timeout())
                .header("Accept", accept)
                .method(method, body);
        if (body.contentLength() > 0) {
            request.header("Content-Type", "application/json");
        }
        Token token = tokens.current();
        Exchange.Answer<T> first = withToken("Tribe CRM: " + what, request, token, reader);
        if (first.status() != 401) {
            return first;
        }
        tokens.refuse(token);
        return withToken("Tribe CRM: " + what, request, tokens.current(), reader);
    }

    private <T> Exchange.Answer<T> withToken(
            String what, HttpRequest.Builder request, Token token, Exchange.BodyReader<T> reader) {
        HttpRequest whole =
                request.setHeader("Authorization", "Bearer " + token.value()).build();
        return retry.run(() -> {
            context.awaitTurn(settings.account(), settings.rate());
            return lanes.one(() -> exchange.send(what, whole, reader));
        });
    }

    private URI uri(String path) {
        return URI.create(withoutSlash(settings.apiUrl()) + path);
    }

    /** The address an answer says it goes on at; it must have the API's origin. */
    private Optional<URI> nextLink(String name, JsonNode answer) {
        String link = answer.path("@odata.nextLink").asText("");
        if (link.isEmpty()) {
            return Optional.empty();
        }
        URI root = uri(ODATA);
        Optional<URI> target = parse(link).map(root::resolve);
        if (target.isEmpty() || !origin(target.get()).equals(origin(root))) {
            throw new ConnectorException(
                    Kind.CONFIG,
                    "Tribe CRM: reading " + name + " failed: its next link leads away from " + settings.apiUrl()
                            + ". Check the setting apiUrl, and any proxy in between.");
        }
        return target;
    }

    private static Optional<URI> parse(String link) {
        try {
            return Optional.of(URI.create(link));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    static String withoutSlash(URI uri) {
        return uri.toString().replaceAll("/+$", "");
    }
}
