package dev.kith.engine.store;

import static java.util.Objects.requireNonNull;

/**
 * How a saved list of the CRM is brought to the audience.
 *
 * @param list the CRM's key of the list
 * @param title the name people knew it by when it was configured
 * @param carrierName the name of the attribute or tag
 * @param recurring whether an Overview is imported each morning; a Selection never is
 */
public record ListSettings(
        String integration,
        String list,
        String title,
        ListKind kind,
        ListCarrier carrier,
        String carrierName,
        boolean recurring) {
    public ListSettings {
        requireNonNull(integration, "integration");
        requireNonNull(list, "list");
        requireNonNull(title, "title");
        requireNonNull(kind, "kind");
        requireNonNull(carrier, "carrier");
        requireNonNull(carrierName, "carrierName");
    }
}
