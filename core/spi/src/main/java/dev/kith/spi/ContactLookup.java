package dev.kith.spi;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Finds single contacts as they are now. Implemented by CRM connectors. */
public interface ContactLookup {
    /**
     * Names the contacts that a record concerns: itself if it is a contact, else those that depend on it. Blocks. Called by
     * the thread that works through the events.
     *
     * @param subject of a {@link Notice}
     * @param cursor what {@link Resolution#next} said for the same subject; empty for the first part
     * @return no contacts for a subject that none depends on
     * @throws ConnectorException TRANSIENT or THROTTLED: the host asks again later; any other kind pauses the integration
     *     or makes the event an issue
     */
    Resolution resolve(Subject subject, Optional<String> cursor);

    /**
     * Fetches contacts by key. Blocks.
     *
     * @param keys at most 100 contact keys
     * @return the contacts that were found, in any order. A missing one may be deleted or just hidden: the connector
     *     can't tell, and the host doesn't guess
     * @throws ConnectorException when the CRM could not answer for all of them
     */
    List<Contact> fetch(Collection<String> keys);
}
