package dev.kith.apsisone;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.spi.ConnectorContext;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPInputStream;

/** Asks for exports and waits until they are made (section 14). */
final class ReportCalls {
    private static final double ASKED_PER_SECOND = 1;
    private static final int MOST_POLLS = 200;
    /** Rows of ten million profiles and more. */
    private static final long MOST_BYTES = 4L << 30;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Api api;
    private final ConnectorContext context;

    ReportCalls(Api api, ConnectorContext context) {
        this.api = api;
        this.context = context;
    }

    /** An open export; closing it closes the connection. */
    record Report(CsvRows rows, InputStream in) {}

    Report open(String kind, Object body) {
        context.awaitTurn(api.account().id() + " exports", ASKED_PER_SECOND);
        JsonNode json = api.require(Call.post("Asking for an export", "/audience/profiles/reports/" + kind, body))
                .json();
        String url = json.path("file_download_url_v2")
                .asText(json.path("file_download_url").asText(""));
        HttpResponse<InputStream> response = whenReady(url);
        InputStream in = response.body();
        try {
            boolean zipped =
                    response.headers().firstValue("Content-Encoding").orElse("").equals("gzip");
            InputStream plain = new BoundedStream(zipped ? new GZIPInputStream(in) : in, MOST_BYTES);
            return new Report(
                    new CsvRows(new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))), in);
        } catch (IOException e) {
            close(in);
            throw broken(e);
        }
    }

    /** The older poll URL says 404 while the export runs, the newer one 202. */
    private HttpResponse<InputStream> whenReady(String url) {
        Duration pause = Duration.ofSeconds(1);
        for (int poll = 0; poll < MOST_POLLS; poll++) {
            HttpResponse<InputStream> response = api.repeating(() -> api.download("Fetching an export", url));
            int status = response.statusCode();
            if (status == 200) {
                return response;
            }
            close(response.body());
            boolean runs = status == 202 || (status == 404 && !url.contains("/v2/"));
            if (!runs) {
                Kind kind = status == 410 || status == 404 ? Kind.TRANSIENT : Kind.REJECTED;
                throw new ConnectorException(
                        kind, "Fetching an export: APSIS One answered " + status + ". A new export may do better.");
            }
            context.pause(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
        throw new ConnectorException(Kind.TRANSIENT, "APSIS One has not made an export in more than an hour.");
    }

    static void close(InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    static ConnectorException broken(IOException cause) {
        return new ConnectorException(Kind.TRANSIENT, "An export broke off. A new export is asked for later.", cause);
    }
}
