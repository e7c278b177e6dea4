package dev.kith.spi;

import java.util.Collection;
import java.util.List;

/** Fetches single contacts as they are now. Implemented by CRM connectors. */
public interface ContactLookup {

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
