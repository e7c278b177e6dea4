package dev.kith.spi;

import java.util.List;
import java.util.Set;

/**
 * Writes many profiles by one import. Implemented by audience connectors beside {@link ProfileSink}.
 *
 * <p>Life of an import, as the host drives it; each step blocks, none is taken twice at once for the same job:
 *
 * <ol>
 *   <li>{@link #plan} sorts the writes of a batch into imports and single writes.
 *   <li>{@link #request} asks the audience for an import. The host stores the {@link ImportJob} <em>before</em> the upload.
 *   <li>{@link #upload} sends the rows.
 *   <li>{@link #progress} is asked, at least every {@link BulkLimits#pollEvery}, until {@link ImportProgress.State#isEnd}. After a
 *       restart the host goes on here: nothing is sent again unless the state is WAITING_FOR_FILE.
 *   <li>After COMPLETED, {@link #readBack} reads a sample of the rows. One miss, or the state FAILED or LAPSED, and the
 *       host writes all rows of the import one by one through {@link ProfileSink}.
 * </ol>
 *
 * <p>An import never turns an opt-out of the person into an opt-in, and never empties an attribute that a write doesn't
 * name. Importing a row twice must end in the same profile.
 */
public interface BulkProfileSink {

    /** How imports must be sized and spaced. Doesn't block. */
    BulkLimits limits();

    /**
     * Which attributes an import might read otherwise than they are meant, such as a text that looks like a formula. The
     * host leaves them out of the rows of new profiles, and writes them through {@link ProfileSink} once the import has
     * completed. Doesn't block; the same for equal writes.
     *
     * @return ids out of {@link ProfileWrite#set}
     */
    default Set<String> doubtful(ProfileWrite write) {
        return Set.of();
    }

    /**
     * Sorts writes into imports and single writes: checks every row locally, since an import gives no result per row. May
     * read the audience's definitions.
     *
     * <p>A consent goes in bulk only when {@link ProfileWrite#set} holds the address of its channel too, so a host puts it
     * there even when it is unchanged.
     *
     * @param writes at most {@link BulkLimits#mostRows}, each of another profile key
     * @throws ConnectorException as {@link Connector#describe}
     */
    BulkPlan plan(List<ProfileWrite> writes);

    /**
     * Asks the audience for an import; no profile is written yet.
     *
     * @param shape of a {@link BulkPlan.Import}
     * @throws ConnectorException THROTTLED when too many imports are under way, also those of other programs: asked again
     *     later
     */
    ImportJob request(String shape);

    /**
     * Sends the rows of an import, as a stream. A failed upload leaves the job WAITING_FOR_FILE, and may be repeated.
     *
     * @param job whose shape equals that of {@code rows}
     * @throws ConnectorException TRANSIENT when it may be repeated with the same job; CONFIG when the audience names an
     *     upload host that isn't listed; any other kind: the rows are written one by one
     */
    void upload(ImportJob job, BulkPlan.Import rows);

    /**
     * How far an import is.
     *
     * @throws ConnectorException TRANSIENT and THROTTLED: asked again; REJECTED: the audience doesn't know the job, which
     *     counts as FAILED
     */
    ImportProgress progress(ImportJob job);

    /**
     * Reads at least 20 rows and 1 % of a completed import back. A row that isn't there as written is read again with
     * growing pauses before it counts as missed, because audiences show imports late.
     *
     * @param rows as uploaded; after a restart as planned anew
     */
    ReadBack readBack(ImportJob job, BulkPlan.Import rows);
}
