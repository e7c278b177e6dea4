package dev.kith.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * An import that the audience has accepted. The host keeps all of it until the import has ended.
 *
 * @param id the audience's id
 * @param shape of the rows it takes
 * @param ticket what the connector needs for the upload, as text; a secret until {@code uploadUntil}, so never logged or
 *     shown
 * @param requested when it was asked for
 * @param uploadUntil until when the rows can be uploaded
 */
public record ImportJob(String id, String shape, String ticket, Instant requested, Instant uploadUntil) {
    public ImportJob {
        requireNonNull(id, "id");
        requireNonNull(shape, "shape");
        requireNonNull(ticket, "ticket");
        requireNonNull(requested, "requested");
        requireNonNull(uploadUntil, "uploadUntil");
    }

    /** Without the ticket. */
    @Override
    public String toString() {
        return "ImportJob[" + id + "]";
    }
}
