package dev.kith.apsisone.sim;

import java.util.Set;

/**
 * An attribute that profiles can have.
 *
 * @param versionId the id of its current version
 * @param deprecatedId the id of an older version; empty for none
 * @param readOnlyIn discriminators of the keyspaces through which it can't be written
 */
record AttributeDefinition(
        String discriminator,
        String name,
        AttributeType type,
        String versionId,
        String deprecatedId,
        Set<String> readOnlyIn)
        implements Defined {
    AttributeDefinition {
        readOnlyIn = Set.copyOf(readOnlyIn);
    }
}
