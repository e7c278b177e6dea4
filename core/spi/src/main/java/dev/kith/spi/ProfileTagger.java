package dev.kith.spi;

import java.util.Set;

/** Gives profiles tags and takes them away. Implemented by audience connectors; used for the members of saved lists. */
public interface ProfileTagger {

    /**
     * Changes the tags of one profile; its other tags stay. Blocks. A second time changes nothing.
     *
     * @param set ids of {@link AudienceDescription#tags}
     * @param remove ids of tags that it shall not carry any more
     * @throws ConnectorException REJECTED when there is no such profile or tag
     */
    void tag(String profileKey, Set<String> set, Set<String> remove);
}
