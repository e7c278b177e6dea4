package dev.kith.spi;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A person as the CRM has it at one moment.
 *
 * @param key the CRM's id of the person; opaque, at most 200 characters
 * @param email the address of the person, by the connector's precedence; trimmed
 * @param values by field name, in the types of {@link FieldType}; a field without a value is absent
 * @param labels names of the labels that count: inactive ones are left out, and all of them when the person must not be
 *     sent anything
 * @param allLabels names of every label on the person
 * @param labelsComplete false when the labels could not be read whole; the host then decides no consent
 */
public record Contact(
        String key,
        Optional<String> email,
        Map<String, Object> values,
        List<String> labels,
        List<String> allLabels,
        boolean labelsComplete) {
    public Contact {
        requireNonNull(key, "key");
        requireNonNull(email, "email");
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        labels = List.copyOf(labels);
        allLabels = List.copyOf(allLabels);
    }
}
