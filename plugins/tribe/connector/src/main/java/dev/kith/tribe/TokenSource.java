package dev.kith.tribe;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.spi.ConnectorContext;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.Token;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.regex.Pattern;

/** Gets bearer tokens with the client's credentials, in the body as the service wants them. */
final class TokenSource {
    private static final String WHAT = "Tribe CRM: getting a token";
    private static final long LIFETIME_IF_UNSAID = 3600;
    private static final long LONGEST_LIFETIME = 365L * 24 * 3600;
    /** What may stand in a header. */
    private static final Pattern SENDABLE = Pattern.compile("[!-~]{1,16384}");

    private final ConnectorContext context;
    private final TribeSettings settings;
    private final Exchange exchange;
    private final Retry retry;

    TokenSource(ConnectorContext context, TribeSettings settings) {
        this.context = requireNonNull(context, "context");
        this.settings = requireNonNull(settings, "settings");
        this.exchange = new Exchange(context);
        this.retry = new Retry(context);
    }

    Token current() {
        return context.token(settings.account(), this::fetch);
    }

    void refuse(Token token) {
        context.refuse(settings.account(), token);
    }

    private Token fetch() {
        Instant asked = context.clock().instant();
        Exchange.Answer<JsonNode> answer = retry.run(() -> exchange.send(WHAT, request(), Json::object));
        JsonNode body = answer.value().orElseThrow(() -> refused(answer));
        String value = body.path("access_token").asText("");
        if (!SENDABLE.matcher(value).matches()) {
            throw new ConnectorException(
                    Kind.CONFIG, WHAT + " failed: the answer has no access_token. Check the setting authUrl.");
        }
        long seconds = body.path("expires_in").asLong(LIFETIME_IF_UNSAID);
        return new Token(value, asked.plusSeconds(Math.max(0, Math.min(seconds, LONGEST_LIFETIME))));
    }

    private HttpRequest request() {
        String form = "grant_type=client_credentials&client_id=" + Escape.form(settings.clientId())
                + "&client_secret=" + Escape.form(settings.clientSecret())
                + (settings.scope().isEmpty() ? "" : "&scope=" + Escape.form(settings.scope()));
        return HttpRequest.newBuilder(URI.create(TribeApi.withoutSlash(settings.authUrl()) + "/oauth2/token"))
                .timeout(settings.timeout())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(form))
                .build();
    }

    private ConnectorException refused(Exchange.Answer<JsonNode> answer) {
        // A service may quote what it was sent.
        String said = answer.refusal().replace(settings.clientSecret(), "[secret]");
        String message = WHAT + " failed: " + settings.authUrl() + " " + said + ". ";
        boolean credentials = answer.status() == 400 || answer.status() == 401 || answer.status() == 403;
        if (answer.html() || !credentials) {
            return new ConnectorException(Kind.CONFIG, message + "Check the setting authUrl.");
        }
        String advice = answer.status() == 400 ? ", and that the application may use the setting scope." : ".";
        return new ConnectorException(
                Kind.AUTH,
                message + "Check the settings clientId and clientSecret against the application in Tribe CRM"
                        + " (Configuration, API)" + advice);
    }
}
