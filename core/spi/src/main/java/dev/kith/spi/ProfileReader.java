package dev.kith.spi;

import java.util.List;
import java.util.Optional;

/** Reads profiles back. Implemented by audience connectors. */
public interface ProfileReader {

    /**
     * The consents of a profile as the audience has them now. Blocks.
     *
     * @return empty when there is no such profile
     */
    Optional<List<ConsentState>> consents(String profileKey);
}
