package dev.kith.apsisone;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.spi.ConnectorContext;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.ImportJob;
import dev.kith.spi.ProfileWrite;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Uploads files to where APSIS One says, if the host lists that place; never with a token. */
final class Uploads {
    private final ConnectorContext context;
    private final Duration timeout;

    Uploads(ConnectorContext context, Duration timeout) {
        this.context = context;
        this.timeout = timeout;
    }

    Instant now() {
        return context.clock().instant();
    }

    void send(ImportJob job, List<ProfileWrite> rows) {
        JsonNode ticket = Json.read(job.ticket().getBytes(StandardCharsets.UTF_8));
        Map<String, String> fields = new LinkedHashMap<>();
        ticket.path("fields")
                .properties()
                .forEach(e -> fields.put(e.getKey(), e.getValue().asText()));
        ImportFile file = new ImportFile(fields, Shape.read(job.shape()), rows);
        HttpRequest request = request(ticket.path("url").asText(), file);
        HttpResponse<InputStream> response = context.http().upload(request);
        drop(response);
        check(response.statusCode(), Wire.isPage(response));
    }

    private HttpRequest request(String url, ImportFile file) {
        try {
            return HttpRequest.newBuilder(URI.create(url))
                    .timeout(timeout)
                    .header("Content-Type", file.contentType())
                    .POST(file.publisher())
                    .build();
        } catch (IllegalArgumentException e) {
            throw new ConnectorException(
                    Kind.CONFIG,
                    "APSIS One names an upload address that is no http or https URL. Ask its support; nothing was"
                            + " sent.",
                    e);
        }
    }

    /** The answer's words are of no use, and may be long. */
    private static void drop(HttpResponse<InputStream> response) {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new ConnectorException(Kind.TRANSIENT, "The upload's answer broke off.", e);
        }
    }

    private static void check(int status, boolean page) {
        boolean good = status >= 200 && status < 300;
        if (good && !page) {
            return;
        }
        String found = "Uploading an import's file: the upload host answered " + status
                + (page ? " with an HTML page. " : ". ");
        if (good || status == 429 || Refusal.isTransient(status)) {
            throw new ConnectorException(Kind.TRANSIENT, found + "It is tried again.");
        }
        if (status >= 300 && status < 400) {
            throw new ConnectorException(Kind.REJECTED, found + "A redirect is not followed.");
        }
        throw new ConnectorException(Kind.REJECTED, found + "The profiles are written one by one instead.");
    }
}
