package dev.kith.apsisone.sim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.testkit.sim.Routes;
import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

/** Makes exports and hands them out under poll URLs that live for a day (section 14). */
final class ExportRoutes {
    private static final Duration LIFE = Duration.ofDays(1);
    private static final String FILES = "/audience/profiles/reports/files/{id}";

    private final Reports reports;
    private final Limits limits;
    private final Clock clock;
    private final Map<String, Made> made = new ConcurrentHashMap<>();

    private record Made(byte[] csv, Instant at, boolean polled) {}

    ExportRoutes(Reports reports, Limits limits, Clock clock) {
        this.reports = reports;
        this.limits = limits;
        this.clock = clock;
    }

    void addTo(Routes routes, Gate gate) {
        routes.add("POST", "/audience/profiles/reports/segments", gate.guard(r -> request(r, reports::profiles)));
        routes.add("POST", "/audience/profiles/reports/consents", gate.guard(r -> request(r, reports::consents)));
        routes.add("GET", FILES, gate.guard(r -> download(r, 404)));
        routes.add("GET", "/v2" + FILES, gate.guard(r -> download(r, 202)));
    }

    private SimAnswer request(SimRequest request, Function<JsonNode, byte[]> report) throws IOException {
        limits.exportStart();
        String id = UUID.randomUUID().toString();
        made.put(id, new Made(report.apply(request.json()), clock.instant(), false));
        String base = "http://" + request.header("host").orElse("127.0.0.1");
        String path = FILES.replace("{id}", id);
        return SimAnswer.json(
                200, Map.of("file_download_url", base + path, "file_download_url_v2", base + "/v2" + path));
    }

    /** The first look finds the export still running. */
    private SimAnswer download(SimRequest request, int whileRunning) throws IOException {
        limits.download();
        String id = request.variable("id");
        Made file = made.get(id);
        if (file == null) {
            throw Problem.notFound("Export not found");
        }
        if (!clock.instant().isBefore(file.at().plus(LIFE))) {
            throw Problem.of(410, "Gone", "Export has expired");
        }
        if (!file.polled()) {
            made.put(id, new Made(file.csv(), file.at(), true));
            if (whileRunning == 202) {
                return SimAnswer.empty(202);
            }
            throw Problem.notFound("Export is not ready");
        }
        String type = "text/csv;charset=UTF-8;header=present";
        boolean zipped = request.header("accept-encoding").orElse("").contains("gzip");
        return zipped
                ? SimAnswer.of(200, type, gzip(file.csv())).withHeader("Content-Encoding", "gzip")
                : SimAnswer.of(200, type, file.csv());
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        }
        return out.toByteArray();
    }
}
