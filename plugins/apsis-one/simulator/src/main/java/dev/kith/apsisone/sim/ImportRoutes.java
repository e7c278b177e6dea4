package dev.kith.apsisone.sim;

import dev.kith.testkit.sim.Routes;
import dev.kith.testkit.sim.SimAnswer;
import dev.kith.testkit.sim.SimRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Requests imports, takes their files like S3 does, and tells how far they are (section 13). */
final class ImportRoutes {
    private static final String SECTION = "/audience/sections/{sec}/imports";
    private static final int MAX_FILE = 50_000_000;
    private static final Set<String> MEMBERS =
            Set.of("keyspace_mapping", "options", "attribute_mappings", "consent_mappings", "tag_mappings");

    private final Definitions definitions;
    private final Imports imports;

    ImportRoutes(Definitions definitions, Imports imports) {
        this.definitions = definitions;
        this.imports = imports;
    }

    void addTo(Routes routes, Gate gate) {
        routes.add("POST", "/v2" + SECTION, gate.guard(MEMBERS, this::request));
        routes.add("GET", SECTION + "/{id}", gate.guard(r -> {
            definitions.requireSection(r.variable("sec"));
            return SimAnswer.json(200, imports.status(r.variable("id")));
        }));
        routes.add("POST", "/s3/kith-imports", this::upload);
        routes.add("POST", "/_sim/imports/delay", r -> {
            imports.delay(Duration.ofMillis(r.json().path("milliseconds").asLong()));
            return SimAnswer.empty(204);
        });
    }

    private SimAnswer request(SimRequest request) throws IOException {
        Section section = definitions.requireSection(request.variable("sec"));
        Imports.Job job = imports.request(request.json(), section);
        String policy = Base64.getEncoder().encodeToString(job.id().getBytes(StandardCharsets.UTF_8));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("import_id", job.id());
        body.put("file_upload_url", "http://" + request.header("host").orElse("127.0.0.1") + "/s3/kith-imports");
        body.put("file_upload_body", Map.of("key", job.id(), "policy", policy, "x-amz-signature", "simulated"));
        body.put("file_upload_url_expires_at", job.uploadUntil().toString());
        return SimAnswer.json(200, body);
    }

    private SimAnswer upload(SimRequest request) {
        if (request.header("authorization").isPresent()) {
            return refusal(400, "InvalidArgument", "Only one auth mechanism allowed");
        }
        if (request.header("content-length").isEmpty()) {
            return refusal(411, "MissingContentLength", "Content-Length is required");
        }
        Multipart parts;
        try {
            parts = Multipart.read(request.header("content-type").orElse(""), request.body());
        } catch (IllegalArgumentException e) {
            return refusal(400, "MalformedPOSTRequest", String.valueOf(e.getMessage()));
        }
        if (parts.file().length() > MAX_FILE) {
            return refusal(400, "EntityTooLarge", "The file is larger than 50 MB");
        }
        String key = parts.fields().getOrDefault("key", "");
        byte[] policy = parts.fields().getOrDefault("policy", "").getBytes(StandardCharsets.UTF_8);
        boolean mine = key.equals(decoded(policy)) && parts.fields().containsKey("x-amz-signature");
        if (!mine || !imports.upload(key, parts.file())) {
            return refusal(403, "AccessDenied", "Invalid according to Policy: Policy expired.");
        }
        return SimAnswer.empty(204);
    }

    private static String decoded(byte[] policy) {
        try {
            return new String(Base64.getDecoder().decode(policy), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static SimAnswer refusal(int status, String code, String message) {
        String xml =
                "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>";
        return SimAnswer.text(status, "application/xml", xml);
    }
}
