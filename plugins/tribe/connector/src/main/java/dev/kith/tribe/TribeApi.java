package dev.kith.tribe;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.spi.ConnectorContext;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.Token;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Optional;

/** Reads the OData API with a token: renews a refused one once, repeats what failed for now, names what is refused. */
final class TribeApi {
    private final ConnectorContext context;
    private final TribeSettings settings;
    private final TokenSource tokens;
    private final Exchange exchange;
    private final Retry retry;

    TribeApi(ConnectorContext context, TribeSettings settings) {
        this.context = requireNonNull(context, "context");
        this.settings = requireNonNull(settings, "settings");
        this.tokens = new TokenSource(context, settings);
        this.exchange = new Exchange(context);
        this.retry = new Retry(context);
    }

    /** The answer to a query; {@code @odata.nextLink} to another host is refused. */
    JsonNode get(Query query) {
        JsonNode answer = get(query.set(), query.pathAndQuery(), "application/json", Json::object);
        refuseForeignLink(query.set(), answer.path("@odata.nextLink").asText(""));
        return answer;
    }

    /** @param name what is read, for messages: they don't show the query */
    <T> T get(String name, String pathAndQuery, String accept, Exchange.BodyReader<T> reader) {
        URI uri = URI.create(withoutSlash(settings.apiUrl()) + "/v1/odata/" + pathAndQuery);
        String what = "Tribe CRM: reading " + name;
        Token token = tokens.current();
        Exchange.Answer<T> first = send(what, uri, accept, token, reader);
        if (first.status() != 401) {
            return first.value().orElseThrow(() -> refused(what, first));
        }
        tokens.refuse(token);
        Exchange.Answer<T> second = send(what, uri, accept, tokens.current(), reader);
        return second.value().orElseThrow(() -> refused(what, second));
    }

    private <T> Exchange.Answer<T> send(
            String what, URI uri, String accept, Token token, Exchange.BodyReader<T> reader) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + token.value())
                .header("Accept", accept)
                .build();
        return retry.run(() -> {
            context.awaitTurn(settings.account(), settings.rate());
            return exchange.send(what, request, reader);
        });
    }

    private ConnectorException refused(String what, Exchange.Answer<?> answer) {
        String message = what + " failed: " + settings.apiUrl() + " " + answer.refusal() + ". ";
        if (answer.html() && answer.status() == 200) {
            return new ConnectorException(Kind.CONFIG, message + "Check the setting apiUrl.");
        }
        return switch (answer.status()) {
            case 401 ->
                new ConnectorException(
                        Kind.AUTH,
                        message
                                + "A new token was refused as well: check that the settings apiUrl and authUrl belong to"
                                + " the same system, and the application's rights in Tribe CRM.");
            case 403 ->
                new ConnectorException(
                        Kind.AUTH, message + "Give the application's user the right to read this in Tribe CRM.");
            case 400 ->
                new ConnectorException(
                        Kind.CONFIG,
                        message + "Tribe CRM doesn't know something this connector asks for: run the check, and compare"
                                + " the setting fields with Tribe CRM.");
            default ->
                new ConnectorException(
                        Kind.CONFIG, message + "Check the setting apiUrl, and that the API offers this.");
        };
    }

    private void refuseForeignLink(String name, String link) {
        if (link.isEmpty()) {
            return;
        }
        Optional<URI> target = parse(link).map(settings.apiUrl()::resolve);
        if (target.isEmpty() || !origin(target.get()).equals(origin(settings.apiUrl()))) {
            throw new ConnectorException(
                    Kind.CONFIG,
                    "Tribe CRM: reading " + name + " failed: its next link leads away from " + settings.apiUrl()
                            + ". Check the setting apiUrl, and any proxy in between.");
        }
    }

    private static Optional<URI> parse(String link) {
        try {
            return Optional.of(URI.create(link));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getHost() + ":" + uri.getPort();
    }

    static String withoutSlash(URI uri) {
        return uri.toString().replaceAll("/+$", "");
    }
}
