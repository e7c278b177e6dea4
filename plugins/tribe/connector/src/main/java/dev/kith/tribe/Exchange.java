package dev.kith.tribe;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.kith.spi.ConnectorContext;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Sends one request once. Answers of every service are alike up to here; what a 4xx means is the caller's matter. */
final class Exchange {
    private static final int ERROR_BODY = 64 * 1024;
    /** A longer one makes no sense, and is as if not said. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final ConnectorContext context;

    Exchange(ConnectorContext context) {
        this.context = requireNonNull(context, "context");
    }

    /** Makes something of the body of a success. */
    interface BodyReader<T> {
        T read(InputStream body) throws IOException;
    }

    /** What the service said: the value of a success, or the status and words of a refusal that is not for now. */
    record Answer<T>(int status, Optional<T> value, String refusal, boolean html) {
        boolean success() {
            return value.isPresent();
        }

        /** Whether a web page came with the status of a success. */
        boolean isPage() {
            return html && status < 300;
        }
    }

    /**
     * Sends a request.
     *
     * @param what for messages, such as {@code Tribe CRM: reading Label}
     * @throws ConnectorException TRANSIENT or THROTTLED when the same call may go well later
     */
    <T> Answer<T> send(String what, HttpRequest request, BodyReader<T> reader) {
        HttpResponse<InputStream> response = context.http().send(request);
        int status = response.statusCode();
        try (InputStream body = response.body()) {
            if (status == 200 || status == 201 || status == 204) {
                Capped.check(
                        what,
                        response.headers().firstValueAsLong("Content-Length").orElse(0));
                return read(what, response, new Capped(what, body), reader);
            }
            String text = new String(body.readNBytes(ERROR_BODY), StandardCharsets.UTF_8);
            String refusal = ServiceMessage.of(status, text);
            throwIfForNow(what, response, refusal);
            return new Answer<>(status, Optional.empty(), refusal, ServiceMessage.looksLikeHtml(text));
        } catch (IOException e) {
            throw new ConnectorException(Kind.TRANSIENT, what + " failed: the answer broke off. It is tried again.", e);
        }
    }

    private static <T> Answer<T> read(
            String what, HttpResponse<InputStream> response, InputStream body, BodyReader<T> reader)
            throws IOException {
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (type.contains("html")) {
            int status = response.statusCode();
            return new Answer<>(status, Optional.empty(), ServiceMessage.of(status, "<html>"), true);
        }
        try {
            return new Answer<>(response.statusCode(), Optional.of(reader.read(body)), "", false);
        } catch (StreamConstraintsException e) {
            throw new ConnectorException(
                    Kind.CONFIG,
                    what + " failed: the answer is nested deeper, or has longer values, than any of Tribe CRM."
                            + " Check the setting apiUrl.");
        } catch (JsonProcessingException e) {
            // Not kept as the cause: its message quotes the body.
            throw new ConnectorException(
                    Kind.TRANSIENT, what + " failed: the answer was not whole or not JSON. It is tried again.");
        }
    }

    private void throwIfForNow(String what, HttpResponse<InputStream> response, String refusal) {
        int status = response.statusCode();
        String message = what + " failed: the service " + refusal + ".";
        Optional<Duration> retryAfter = response.headers()
                .firstValue("Retry-After")
                .flatMap(text -> wait(text, context.clock()))
                .filter(wait -> wait.compareTo(LONGEST_WAIT) <= 0);
        if (status == 429 || (status == 503 && retryAfter.isPresent())) {
            throw retryAfter
                    .map(wait -> ConnectorException.throttled(message, wait))
                    .orElseGet(() -> new ConnectorException(Kind.THROTTLED, message));
        }
        if (status == 408 || (status >= 500 && status != 501)) {
            throw new ConnectorException(Kind.TRANSIENT, message);
        }
    }

    /** Reads a Retry-After header: seconds, or a date. */
    private static Optional<Duration> wait(String text, Clock clock) {
        try {
            if (text.strip().matches("\\d{1,9}")) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(text.strip())));
            }
            ZonedDateTime until = ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
            Duration wait = Duration.between(clock.instant(), until);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
