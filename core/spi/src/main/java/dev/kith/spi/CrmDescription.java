package dev.kith.spi;

import java.util.List;

/**
 * What a CRM knows of a contact.
 *
 * @param fields every field of {@link Contact#values}, in a stable order
 * @param labels the opt-in labels
 * @param savedLists the lists whose members can be read
 */
public record CrmDescription(List<CrmField> fields, List<OptInLabel> labels, List<SavedList> savedLists)
        implements Description {
    public CrmDescription {
        fields = List.copyOf(fields);
        labels = List.copyOf(labels);
        savedLists = List.copyOf(savedLists);
    }

    /** A CRM without saved lists. */
    public CrmDescription(List<CrmField> fields, List<OptInLabel> labels) {
        this(fields, labels, List.of());
    }
}
