package dev.kith.engine.sync;

/** What became of a webhook call. */
public enum Receipt {
    /** What it tells of is stored, durable. */
    STORED,
    /** It isn't proved that the CRM sent it, or nobody may send any; nothing was stored. */
    REFUSED,
    /** The CRM sent it, and it can't be understood; nothing was stored. */
    NOT_UNDERSTOOD
}
