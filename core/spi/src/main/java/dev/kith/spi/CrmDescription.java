package dev.kith.spi;

import java.util.List;

/**
 * What a CRM knows of a contact.
 *
 * @param fields every field of {@link Contact#values}, in a stable order
 * @param labels the opt-in labels
 */
public record CrmDescription(List<CrmField> fields, List<OptInLabel> labels) implements Description {
    public CrmDescription {
        fields = List.copyOf(fields);
        labels = List.copyOf(labels);
    }
}
