package dev.kith.spi;

/** The side of an integration on which a connector's system stands. */
public enum Role {
    /**
     * The system that owns the contacts. Its connectors implement {@link ContactSource} and {@link ContactLookup}, and may
     * implement {@link WebhookSource} and {@link ConsentWriter}.
     */
    CRM,
    /** The marketing platform that holds the profiles. Its connectors implement {@link ProfileSink}. */
    AUDIENCE
}
