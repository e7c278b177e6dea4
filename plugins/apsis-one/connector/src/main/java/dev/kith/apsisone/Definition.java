package dev.kith.apsisone;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.Attribute;

/** An attribute with the id of its current version, which imports, exports and v1 reads name it by. */
record Definition(Attribute attribute, String version) {
    Definition {
        requireNonNull(attribute, "attribute");
        requireNonNull(version, "version");
    }

    String id() {
        return attribute.id();
    }
}
