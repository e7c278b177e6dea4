package dev.kith.testkit;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.Http;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Passes calls on and counts them, until it is told to answer them itself. Thread-safe. */
final class TurnableHttp implements Http {
    private final Http real;
    private final AtomicLong calls = new AtomicLong();
    private volatile Function<HttpRequest, HttpResponse<InputStream>> sending;
    private volatile Function<HttpRequest, HttpResponse<InputStream>> uploading;

    TurnableHttp(Http real) {
        this.real = requireNonNull(real, "real");
        this.sending = real::send;
        this.uploading = real::upload;
    }

    @Override
    public HttpResponse<InputStream> send(HttpRequest request) {
        calls.incrementAndGet();
        return sending.apply(request);
    }

    @Override
    public HttpResponse<InputStream> upload(HttpRequest request) {
        calls.incrementAndGet();
        return uploading.apply(request);
    }

    long calls() {
        return calls.get();
    }

    void cutOff() {
        turn(request -> {
            throw new ConnectorException(
                    Kind.TRANSIENT, request.uri().getHost() + " did not answer: the test has cut it off");
        });
    }

    void answerAll(int status) {
        turn(request -> new EmptyResponse(request, status));
    }

    private void turn(Function<HttpRequest, HttpResponse<InputStream>> instead) {
        sending = instead;
        uploading = instead;
    }

    void restore() {
        sending = real::send;
        uploading = real::upload;
    }
}
