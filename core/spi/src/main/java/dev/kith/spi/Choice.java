package dev.kith.spi;

import static java.util.Objects.requireNonNull;

/**
 * One entry of a list of values in the CRM.
 *
 * @param code the stable short name for programs, else the id
 * @param id the id of the entry
 * @param name the text shown to people, else the code
 */
public record Choice(String code, String id, String name) {
    public Choice {
        requireNonNull(code, "code");
        requireNonNull(id, "id");
        requireNonNull(name, "name");
    }
}
