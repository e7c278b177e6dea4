package dev.kith.spi;

import java.util.List;
import java.util.Optional;

/**
 * Joins a profile with another that holds the same person's address. Implemented by audience connectors.
 *
 * <p>The host answers for both being the same person: it merges only when the holder belongs to no other contact and
 * exactly one synced contact has the address.
 */
public interface ProfileMerger {

    /**
     * The profile that has this address as its key. Blocks.
     *
     * @return empty when the address is free
     */
    Optional<AddressHolder> holder(String email);

    /**
     * Merges the holder of an address into the profile with this key, which is created when it is missing. Blocks. What the
     * host has delivered is not sure to survive, so it writes attributes and consents again afterwards. An opt-out that
     * either side had stands afterwards, whatever the audience's own merging does. Merging again changes nothing.
     *
     * @return the consents of the merged profile
     * @throws ConnectorException REJECTED when the audience can't merge the two, or the holder carries another contact's
     *     key: the case is an issue, and the address is left out
     */
    List<ConsentState> merge(String profileKey, String email);
}
