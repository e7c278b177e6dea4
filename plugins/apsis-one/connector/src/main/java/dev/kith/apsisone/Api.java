package dev.kith.apsisone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.kith.spi.ConnectorContext;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.Token;
import dev.kith.spi.Urgency;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Calls the API with a token, renews a refused token once, and repeats what fails for now at most three times, each time
 * after a longer pause.
 */
final class Api {
    private static final int REPEATS = 3;
    private static final long FIRST_PAUSE_MILLIS = 1000;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    /** How long a renewed token is trusted, so that missing rights don't use up the ten tokens a minute. */
    private static final Duration TRUSTED = Duration.ofMinutes(10);

    private final Account account;
    private final ConnectorContext context;
    private final Wire wire;
    private final TokenCall tokens;
    private volatile Optional<Renewal> lastRenewal = Optional.empty();

    Api(Account account, ConnectorContext context, Urgency urgency) {
        this.account = account;
        this.context = context;
        this.wire = new Wire(account, context, urgency);
        this.tokens = new TokenCall(account, wire);
    }

    Account account() {
        return account;
    }

    /**
     * Makes a call.
     *
     * @return any answer that says something about this call: success, 400, 403, 404, 409, 410, 413 and the like
     * @throws ConnectorException when it failed for now even after repeats, or the token call was refused
     */
    Answer call(Call call) {
        return repeating(() -> attempt(call));
    }

    /** Takes a step of one or more {@linkplain #attempt attempts}, and again from its start when it fails for now. */
    <T> T repeating(Supplier<T> step) {
        for (int repeat = 0; ; repeat++) {
            try {
                return step.get();
            } catch (ConnectorException e) {
                Optional<Duration> pause = pause(e, repeat);
                if (pause.isEmpty()) {
                    throw e;
                }
                context.pause(pause.get());
            }
        }
    }

    /** Makes sure that the account's credentials are good. */
    void requireToken() {
        repeating(this::token);
    }

    /** Opens a file that APSIS One names by its URL, which must be at its own origin: the token goes nowhere else. */
    HttpResponse<InputStream> download(String what, String url) {
        HttpResponse<InputStream> response = wire.open(url, token());
        if (response.statusCode() == 401 || response.statusCode() == 403) {
            ReportCalls.close(response.body());
            context.refuse(account.id(), token());
            response = wire.open(url, token());
        }
        int status = response.statusCode();
        if (status == 401 || status == 403 || status == 429 || Refusal.isTransient(status)) {
            ReportCalls.close(response.body());
            Optional<Duration> retryAfter = RetryAfter.of(response, wire.now());
            throw Refusal.of(what, account, new Answer(status, MissingNode.getInstance(), false, retryAfter));
        }
        if (Wire.isPage(response)) {
            ReportCalls.close(response.body());
            throw notOurs(what, new Answer(status, MissingNode.getInstance(), true, Optional.empty()));
        }
        return response;
    }

    /** The items of a list. One that isn't there is no empty one: what it would have held can't be told. */
    JsonNode items(Call call, Answer answer) {
        if (!answer.isOk()) {
            throw refusal(call, answer);
        }
        JsonNode items = answer.json().path("items");
        if (!items.isArray()) {
            throw new ConnectorException(
                    Kind.TRANSIENT,
                    call.what() + ": the answer " + answer.words() + " has no list of items. It is asked again later.");
        }
        return items;
    }

    /** Makes a call that must succeed. */
    Answer require(Call call) {
        Answer answer = call(call);
        if (!answer.isOk()) {
            throw refusal(call, answer);
        }
        return answer;
    }

    /** As {@link #require}, for a call that must not be repeated when it is not known whether it was carried out. */
    Answer requireOnce(Call call) {
        Answer answer = attempt(call);
        if (!answer.isOk()) {
            throw refusal(call, answer);
        }
        return answer;
    }

    ConnectorException refusal(Call call, Answer answer) {
        return Refusal.of(call.what(), account, answer);
    }

    /** As {@link #call}, without repeats. */
    Answer attempt(Call call) {
        Answer answer = withFreshToken(call);
        if (answer.status() == 429 || Refusal.isTransient(answer.status())) {
            throw refusal(call, answer);
        }
        boolean unreadable =
                answer.status() == 200 && call.isRead() && !answer.json().isObject();
        if (unreadable || (answer.isOk() && answer.html())) {
            throw notOurs(call.what(), answer);
        }
        if (answer.status() == 401) {
            throw refusal(call, answer);
        }
        return answer;
    }

    /** A proxy's page with a good status means nothing: the call may never have reached APSIS One. */
    private static ConnectorException notOurs(String what, Answer answer) {
        return new ConnectorException(
                Kind.TRANSIENT, what + ": the answer " + answer.words() + " is not JSON. Is a proxy between?");
    }

    /** A2: a refused token is renewed once. A 403 right after a renewal is about rights, not about the token. */
    private Answer withFreshToken(Call call) {
        Token token = token();
        Answer answer = wire.send(call, token);
        boolean maybeStale = answer.status() == 401 || (answer.status() == 403 && !isJustRenewed(token));
        if (!maybeStale) {
            return answer;
        }
        context.refuse(account.id(), token);
        Token fresh = token();
        lastRenewal = Optional.of(new Renewal(fresh, wire.now()));
        return wire.send(call, fresh);
    }

    private boolean isJustRenewed(Token token) {
        return lastRenewal
                .filter(r -> r.token().equals(token) && wire.now().isBefore(r.at().plus(TRUSTED)))
                .isPresent();
    }

    private record Renewal(Token token, Instant at) {}

    private Token token() {
        return context.token(account.id(), tokens::fetch);
    }

    /** How long to wait before the next try; empty when there shall be none. */
    private static Optional<Duration> pause(ConnectorException failure, int repeat) {
        boolean passing = failure.kind() == Kind.TRANSIENT || failure.kind() == Kind.THROTTLED;
        if (!passing || repeat >= REPEATS) {
            return Optional.empty();
        }
        Duration asked = failure.retryAfter().orElse(Duration.ZERO);
        if (asked.compareTo(LONGEST_PAUSE) > 0) {
            return Optional.empty();
        }
        long longest = FIRST_PAUSE_MILLIS << repeat;
        Duration own = Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
        return Optional.of(asked.compareTo(own) > 0 ? asked : own);
    }
}
