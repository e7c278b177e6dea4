package dev.kith.apsisone;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Gets an access token for the account's key pair. */
final class TokenCall {
    private static final Duration DEFAULT_LIFE = Duration.ofHours(1);
    private static final Duration LONGEST_LIFE = Duration.ofDays(1);
    /** What may stand in a header. */
    private static final Pattern SENDABLE = Pattern.compile("[!-~]{1,16384}");

    private final Account account;
    private final Wire wire;

    TokenCall(Account account, Wire wire) {
        this.account = account;
        this.wire = wire;
    }

    Token fetch() {
        Answer answer = wire.post("/oauth/token", credentials());
        String value = answer.json().path("access_token").asText("");
        if (answer.status() != 200 || !SENDABLE.matcher(value).matches()) {
            throw refusal(answer);
        }
        return new Token(value, end(value, answer.json()));
    }

    private byte[] credentials() {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("grant_type", "client_credentials");
        body.put("client_id", account.clientId());
        body.put("client_secret", account.clientSecret());
        return Json.write(body);
    }

    private ConnectorException refusal(Answer answer) {
        int status = answer.status();
        String found = "Getting a token from " + account.base() + ": APSIS One answered " + answer.words() + ". ";
        if (status == 400 || status == 401 || status == 403) {
            return new ConnectorException(
                    Kind.AUTH,
                    found + "Correct the settings \"clientId\" and \"clientSecret\": they must be a key of Account"
                            + " settings > API management in APSIS One that was not deleted.");
        }
        if (status == 429 || Refusal.isTransient(status)) {
            return Refusal.of("Getting a token from " + account.base(), account, answer);
        }
        if (answer.isOk()) {
            return new ConnectorException(
                    Kind.TRANSIENT,
                    "Getting a token from " + account.base() + ": the answer " + answer.words()
                            + " holds no token. Setting \"apiUrl\" must be the API itself, such as"
                            + " https://api.apsis.one, with no proxy's page before it.");
        }
        return new ConnectorException(
                Kind.CONFIG, found + "Setting \"apiUrl\" must be the API itself, such as https://api.apsis.one.");
    }

    /** A1: the token's own end counts first. None lives longer than the documented day. */
    private Instant end(String token, JsonNode answer) {
        Instant now = wire.now();
        Instant latest = now.plus(LONGEST_LIFE);
        long exp = claims(token).path("exp").asLong();
        if (exp > 0) {
            return Instant.ofEpochSecond(Math.min(exp, latest.getEpochSecond()));
        }
        long seconds = answer.path("expires_in").asLong();
        return seconds > 0 ? now.plusSeconds(Math.min(seconds, LONGEST_LIFE.toSeconds())) : now.plus(DEFAULT_LIFE);
    }

    private static JsonNode claims(String token) {
        List<String> parts = List.of(token.split("\\.", -1));
        try {
            return Json.read(parts.size() == 3 ? Base64.getUrlDecoder().decode(parts.get(1)) : new byte[0]);
        } catch (IllegalArgumentException e) {
            return Json.read(new byte[0]);
        }
    }
}
