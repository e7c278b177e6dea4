package dev.kith.spi;

import java.util.Optional;

/**
 * Reads all contacts of a CRM, page by page. Implemented by CRM connectors.
 *
 * <p>The order is total, and neighbouring pages overlap, so that a contact that moves while the reading goes on is read
 * twice rather than never. The host removes duplicates and compares the distinct count with {@link ContactPage#total}.
 */
public interface ContactSource {

    /**
     * Reads one page. Blocks. A run reads its pages one after the other, each on the thread that fetches ahead.
     *
     * @param cursor what {@link ContactPage#next} said, from this process or from one before a crash; empty for the
     *     first page
     * @throws ConnectorException TRANSIENT or THROTTLED: the host asks again later for the same cursor; any other kind
     *     ends the run as failed
     */
    ContactPage readAll(Optional<String> cursor);
}
