package dev.kith.engine.sync;

import dev.kith.spi.Contact;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Contacts as the CRM has them now, read by settings of before. Blocks on the CRM. Thread-safe. */
interface PastReadings {
    /** Where settings never change. */
    PastReadings NONE = (reading, keys) -> Optional.empty();

    /**
     * Reads contacts; never throws for what the CRM answers.
     *
     * @param reading the version of the settings
     * @return by key, those that were found; empty when the CRM can't be read by those settings, or not for now
     */
    Optional<Map<String, Contact>> read(String reading, Collection<String> keys);
}
