package dev.kith.spi;

import java.util.List;

/**
 * Talks to one system with one set of settings. What it can do is said by the interfaces it also implements
 * ({@link ContactSource}, {@link ContactLookup}, {@link WebhookSource}, {@link ConsentWriter}; {@link ProfileSink}, {@link
 * BulkProfileSink}, {@link ProfileReader}, {@link ProfileExporter}, {@link ProfileMerger}, {@link
 * ProfileTagger}, {@link ProfileEraser}).
 *
 * <p>All methods may block and may be called from several threads at once, except {@link #close}, which comes last.
 * Everything but {@link #close} may throw {@link ConnectorException}, whose kind decides what the host does next.
 */
public interface Connector extends AutoCloseable {

    /**
     * Checks that the system can be reached and used with these settings: credentials, rights, what must exist there.
     * Called before an integration is used, and by {@code kith check}.
     *
     * @return what is wrong, in words for the person who can mend it; empty when all is well
     */
    List<String> check();

    /** What the system has; {@link CrmDescription} for a CRM, {@link AudienceDescription} for an audience. */
    Description describe();

    /** Frees what the connector holds. Doesn't throw; a second call does nothing. */
    @Override
    void close();
}
