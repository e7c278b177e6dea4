package dev.kith.spi;

import java.util.Optional;

/**
 * Reads the contacts of a CRM, page by page. Implemented by CRM connectors.
 *
 * <p>The order is total, and pages are read with a row of overlap, so that a contact that moves while the reading goes on
 * is read twice rather than never, and one that goes takes no other with it. Whether the overlapping row is handed out
 * again is up to the connector: the host removes duplicates and compares the distinct count with {@link
 * ContactPage#total}.
 */
public interface ContactSource {
    /**
     * Reads one page. Blocks. A run reads its pages one after the other, each on the thread that fetches ahead.
     *
     * <p>A reading of what changed or was created may hold more than was asked for, never less: a source whose clock or
     * order leaves doubts begins earlier, and one that can't tell reads all. A reading of members holds exactly those that
     * are on the list now.
     *
     * @param cursor what {@link ContactPage#next} said in the same reading, from this process or from one before a crash;
     *     empty for the first page
     * @throws ConnectorException TRANSIENT or THROTTLED: the host asks again later for the same cursor; CONFIG for a saved
     *     list that isn't there; any other kind ends the run as failed too
     */
    ContactPage read(Reading reading, Optional<String> cursor);

    /** Reads one page of all contacts. */
    default ContactPage readAll(Optional<String> cursor) {
        return read(Reading.all(), cursor);
    }
}
