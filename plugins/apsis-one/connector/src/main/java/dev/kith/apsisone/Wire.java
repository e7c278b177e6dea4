package dev.kith.apsisone;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.kith.spi.ConnectorContext;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.Token;
import dev.kith.spi.Urgency;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Sends single requests at the account's rate and reads their answers whole, up to a limit. Repeats nothing. */
final class Wire {
    private static final int MAX_ANSWER = 16 * 1024 * 1024;
    private static final int CALLS_OF_A_PROFILE = 10;
    private static final int TOKENS = 10;
    private static final int DOWNLOADS = 60;
    /** Calls that were sent at even distances don't arrive so. */
    private static final Duration SECOND = Duration.ofMillis(1100);

    private static final Duration MINUTE = Duration.ofSeconds(61);

    private final Account account;
    private final ConnectorContext context;
    private final Urgency urgency;

    Wire(Account account, ConnectorContext context, Urgency urgency) {
        this.account = account;
        this.context = context;
        this.urgency = urgency;
    }

    Instant now() {
        return context.clock().instant();
    }

    /** Asks for a token. */
    Answer post(String path, byte[] body) {
        limit(" tokens", TOKENS, MINUTE);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(account.base() + path))
                .timeout(account.timeout())
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body));
        return send(request);
    }

    Answer send(Call call, Token token) {
        if (!call.profile().isEmpty()) {
            limit(call.profile(), CALLS_OF_A_PROFILE, SECOND);
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(account.base() + call.path()))
                .timeout(account.timeout())
                .header("Authorization", "Bearer " + token.value())
                .header("Accept", call.accept())
                .method(
                        call.method(),
                        call.body().length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(call.body()));
        if (!call.contentType().isEmpty()) {
            request.header("Content-Type", call.contentType());
        }
        return send(request);
    }

    /** The answer to a GET of a URL that APSIS One itself has named. */
    HttpResponse<InputStream> open(String url, Token token) {
        if (!url.startsWith(account.base() + "/")) {
            throw new ConnectorException(
                    Kind.CONFIG,
                    "APSIS One names a file outside " + account.base() + ", where no token is sent. Setting \"apiUrl\""
                            + " must be the API itself.");
        }
        HttpRequest request;
        try {
            request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(account.timeout())
                    .header("Authorization", "Bearer " + token.value())
                    .header("Accept", "text/csv")
                    .header("Accept-Encoding", "gzip")
                    .build();
        } catch (IllegalArgumentException e) {
            throw new ConnectorException(Kind.CONFIG, "APSIS One names a file by what is no URL.", e);
        }
        limit(" downloads", DOWNLOADS, MINUTE);
        context.awaitTurn(account.id(), account.rate(), urgency);
        return context.http().send(request);
    }

    /** Section 4's limits besides the one on all calls; without that one there are none. */
    private void limit(String what, int most, Duration within) {
        if (Double.isFinite(account.rate())) {
            context.awaitWindow(account.id() + what, most, within);
        }
    }

    private Answer send(HttpRequest.Builder request) {
        context.awaitTurn(account.id(), account.rate(), urgency);
        HttpResponse<InputStream> response = context.http().send(request.build());
        String type = response.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        byte[] body = body(response);
        boolean json = type.contains("json") || startsLikeJson(body);
        return new Answer(
                response.statusCode(),
                json ? Json.read(body) : MissingNode.getInstance(),
                isPage(response),
                RetryAfter.of(response, now()));
    }

    /** Whether it is a web page, which APSIS One never sends. */
    static boolean isPage(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Content-Type")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .contains("html");
    }

    private byte[] body(HttpResponse<InputStream> response) {
        try (InputStream in = response.body()) {
            byte[] bytes = in.readNBytes(MAX_ANSWER + 1);
            if (bytes.length > MAX_ANSWER) {
                throw new ConnectorException(Kind.BUG, account.base() + " sent an answer of more than 16 MB.");
            }
            return bytes;
        } catch (IOException e) {
            throw new ConnectorException(
                    Kind.TRANSIENT, account.base() + " broke off its answer. It is asked again later.", e);
        }
    }

    private static boolean startsLikeJson(byte[] body) {
        return body.length > 0 && (body[0] == '{' || body[0] == '[');
    }
}
