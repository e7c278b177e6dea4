package dev.kith.testkit.contract;

import dev.kith.spi.ConnectorContext;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** Asks an {@link InMemory} system whether it is there, as a connector must before it says anything about it. */
record Asking(ConnectorContext context, Flaw flaw) {

    boolean has(Flaw asked) {
        return flaw == asked;
    }

    void ask() {
        int status = status();
        if (status >= 400) {
            String secret = has(Flaw.TELLS_SECRETS) ? context.settings().text("secret") : "";
            throw new ConnectorException(kind(status), "It answered " + status + secret);
        }
    }

    private int status() {
        HttpRequest request = HttpRequest.newBuilder(context.settings().url("url"))
                .header("Authorization", context.settings().text("secret"))
                .build();
        HttpResponse<InputStream> answer = send(request);
        try (InputStream body = answer.body()) {
            body.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answer.statusCode();
    }

    private HttpResponse<InputStream> send(HttpRequest request) {
        try {
            return context.http().send(request);
        } catch (ConnectorException e) {
            throw has(Flaw.BLAMES_THE_SETTINGS_FOR_AN_OUTAGE) ? new ConnectorException(Kind.CONFIG, "Mend them") : e;
        }
    }

    private Kind kind(int status) {
        return switch (status) {
            case 401 -> has(Flaw.WAITS_FOR_CREDENTIALS_TO_MEND) ? Kind.TRANSIENT : Kind.AUTH;
            case 429 -> has(Flaw.BLAMES_A_PERSON_FOR_ASKING_TOO_OFTEN) ? Kind.REJECTED : Kind.THROTTLED;
            default -> has(Flaw.GIVES_UP_AT_500) ? Kind.REJECTED : Kind.TRANSIENT;
        };
    }

    /** Asks; false only when it failed and this flaw takes that for an answer. */
    boolean answered(Flaw silent) {
        try {
            ask();
            return true;
        } catch (ConnectorException e) {
            if (has(silent)) {
                return false;
            }
            throw e;
        }
    }

    /** What {@link dev.kith.spi.Connector#check} says. */
    List<String> check() {
        if (!has(Flaw.CHECKS_NOTHING)) {
            ask();
        }
        return has(Flaw.SEES_GAPS) ? List.of("Something is missing") : List.of();
    }
}
