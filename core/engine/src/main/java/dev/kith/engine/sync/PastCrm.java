package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.plugin.OpenConnector;
import dev.kith.engine.store.CrmReadings;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.Contact;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the CRM as the settings of before said, to tell what they are the cause of. Keeps the last connector that it opened
 * for it; one that the CRM refuses is not tried again in this process. Thread-safe; one call at a time.
 */
final class PastCrm implements PastReadings, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PastCrm.class);

    private final CrmSettings settings;
    private final CrmReadings kept;
    private Optional<Opened> opened = Optional.empty();

    PastCrm(CrmSettings settings, CrmReadings kept) {
        this.settings = requireNonNull(settings, "settings");
        this.kept = requireNonNull(kept, "kept");
    }

    /** @param crm empty when it can't be read like that any more */
    private record Opened(String reading, Optional<OpenConnector> crm) {}

    @Override
    public synchronized Optional<Map<String, Contact>> read(String reading, Collection<String> keys) {
        Optional<OpenConnector> crm = crm(reading);
        if (crm.isEmpty()) {
            return Optional.empty();
        }
        try {
            Map<String, Contact> found = new LinkedHashMap<>();
            crm.get().lookup().fetch(keys).forEach(contact -> found.putIfAbsent(contact.key(), contact));
            return Optional.of(found);
        } catch (ConnectorException e) {
            log.warn(
                    "The CRM of \"{}\" can't be read by the settings of before: {}",
                    settings.settings().id(),
                    e.getMessage());
            if (Delivery.endsRun(e)) {
                crm.get().close();
                opened = Optional.of(new Opened(reading, Optional.empty()));
            }
            return Optional.empty();
        }
    }

    private Optional<OpenConnector> crm(String reading) {
        if (opened.filter(one -> one.reading().equals(reading)).isEmpty()) {
            close();
            Optional<OpenConnector> crm = kept.find(settings.settings().id(), settings.connector(), reading)
                    .flatMap(settings::open);
            opened = Optional.of(new Opened(reading, crm));
        }
        return opened.flatMap(Opened::crm);
    }

    @Override
    public synchronized void close() {
        opened.flatMap(Opened::crm).ifPresent(OpenConnector::close);
        opened = Optional.empty();
    }
}
