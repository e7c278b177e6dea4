package dev.kith.spi;

import java.util.List;

/**
 * Writes profiles one by one. Implemented by audience connectors.
 *
 * <p>Writing the same thing twice must end in the same profile: after a crash the host repeats what it can't prove.
 */
public interface ProfileSink {

    /**
     * Writes profiles; the order between profiles doesn't matter, the steps of one profile follow each other. Blocks. May
     * send several writes at a time. Before <em>every</em> opt-in the profile's consents are read in the same step, and an
     * opt-out found there is kept unless {@link ConsentChange#overrides} says that it gives way.
     *
     * @param writes at most 1,000, each of another profile key
     * @return one result per write, in the same order. A failure of one write stands in its result; it never keeps the
     *     others from being tried, unless they would fail the same way (AUTH, CONFIG)
     */
    List<WriteResult> write(List<ProfileWrite> writes);

    /**
     * The same; a connector with a limited rate passes the urgency on to {@link ConnectorContext#awaitTurn(String, double,
     * Urgency)}. The host calls this one.
     */
    default List<WriteResult> write(List<ProfileWrite> writes, Urgency urgency) {
        return write(writes);
    }
}
