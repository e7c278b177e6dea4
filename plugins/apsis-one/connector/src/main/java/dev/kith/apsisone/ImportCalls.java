package dev.kith.apsisone;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kith.spi.BulkPlan;
import dev.kith.spi.Channel;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.ConsentChange;
import dev.kith.spi.ImportJob;
import dev.kith.spi.ImportProgress;
import dev.kith.spi.ImportProgress.State;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests imports, uploads their files and asks how far they are (section 13). */
final class ImportCalls {
    private static final Duration STUCK = Duration.ofDays(1);
    private static final Duration UPLOAD_LIFE = Duration.ofHours(1);

    private final Api api;
    private final Uploads uploads;

    ImportCalls(Api api, Uploads uploads) {
        this.api = api;
        this.uploads = uploads;
    }

    ImportJob request(String shapeText) {
        Shape shape = Shape.read(shapeText);
        Call call = Call.post("Requesting an import", "/v2" + api.account().sectionPath() + "/imports", mapping(shape));
        JsonNode json = api.requireOnce(call).json();
        Instant now = uploads.now();
        String id = json.path("import_id").asText("");
        String url = json.path("file_upload_url").asText("");
        if (id.isEmpty() || url.isEmpty()) {
            throw new ConnectorException(
                    Kind.BUG, "Requesting an import: the answer has no import_id or no file_upload_url.");
        }
        Map<String, Object> ticket = new LinkedHashMap<>();
        ticket.put("url", url);
        ticket.put("fields", json.path("file_upload_body"));
        String until = json.path("file_upload_url_expires_at").asText("");
        return new ImportJob(
                id, shapeText, new String(Json.write(ticket), StandardCharsets.UTF_8), now, until(until, now));
    }

    private static Instant until(String text, Instant now) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return now.plus(UPLOAD_LIFE);
        }
    }

    /** An opt-out always stays; an empty cell empties only where every row names every column. */
    private Map<String, Object> mapping(Shape shape) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(
                "keyspace_mapping",
                Map.of("keyspace_discriminator", api.account().keyspace(), "field_selector", Shape.KEY_COLUMN));
        body.put("options", Map.of("update_existing_profiles", true, "clear_existing_attributes", shape.clears()));
        List<Map<String, String>> attributes = new ArrayList<>();
        shape.attributes()
                .forEach((id, version) ->
                        attributes.add(Map.of("field_selector", shape.column(id), "attribute_version_id", version)));
        body.put("attribute_mappings", attributes);
        body.put("consent_mappings", consents(shape));
        return body;
    }

    private static List<Map<String, Object>> consents(Shape shape) {
        Map<Channel, List<Map<String, Object>>> byChannel = new EnumMap<>(Channel.class);
        for (Shape.Consent consent : shape.consents()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("field_selector", shape.column(consent));
            json.put("topic_discriminator", consent.topic());
            json.put("channel_discriminator", Channels.id(consent.channel()));
            json.put("type", consent.type() == ConsentChange.Type.OPT_IN ? Consents.OPT_IN : Consents.OPT_OUT);
            json.put("resubscribe_if_opted_out", false);
            byChannel.computeIfAbsent(consent.channel(), c -> new ArrayList<>()).add(json);
        }
        List<Map<String, Object>> mappings = new ArrayList<>();
        byChannel.forEach((channel, list) ->
                mappings.add(Map.of("address_field_selector", shape.column(Shape.address(channel)), "consents", list)));
        return mappings;
    }

    /** A repeat first looks whether the file has arrived all the same. */
    void upload(ImportJob job, BulkPlan.Import rows) {
        if (!job.shape().equals(rows.shape())) {
            throw new ConnectorException(Kind.BUG, "The rows don't have the columns that the import was asked for.");
        }
        boolean[] tried = {false};
        api.repeating(() -> {
            if (!tried[0] || progress(job).state() == State.WAITING_FOR_FILE) {
                tried[0] = true;
                uploads.send(job, rows.rows());
            }
            return true;
        });
    }

    ImportProgress progress(ImportJob job) {
        String path = api.account().sectionPath() + "/imports/" + Segment.encode(job.id());
        JsonNode result =
                api.require(Call.get("Asking about an import", path)).json().path("result");
        Instant now = uploads.now();
        boolean stuck = now.isAfter(job.requested().plus(STUCK));
        String status = result.path("status").asText("");
        return switch (status) {
            case "waiting_for_file" ->
                now.isBefore(job.uploadUntil())
                        ? new ImportProgress(State.WAITING_FOR_FILE, "")
                        : new ImportProgress(State.LAPSED, "Nothing was uploaded in time.");
            case "completed" -> new ImportProgress(State.COMPLETED, failures(result));
            case "error" -> new ImportProgress(State.FAILED, "APSIS One ended the import with an error.");
            default -> stuck ? stuck(status) : running(status);
        };
    }

    private static ImportProgress stuck(String status) {
        return new ImportProgress(State.FAILED, "The import is still \"" + status + "\" after a day.");
    }

    private static ImportProgress running(String status) {
        return new ImportProgress(status.equals("queued") ? State.QUEUED : State.IN_PROGRESS, "");
    }

    /** Counters are not documented; where there are any, failed rows are told. */
    private static String failures(JsonNode result) {
        int failed = result.path("rows").path("failed").asInt();
        return failed > 0 ? failed + " rows failed." : "";
    }
}
