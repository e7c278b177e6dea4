package dev.kith.apsisone.sim;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A kind of profile key. */
record Keyspace(
        String discriminator,
        String name,
        @JsonProperty("manage_subscriptions") boolean manageSubscriptions) implements Defined {
    static final String EMAIL = "com.apsis1.keyspaces.email";
    static final String MOBILE = "com.apsis1.keyspaces.mobile";
    static final String CRM_ID = "com.apsis1.keyspaces.crm-id";
    static final String EXPORT = "com.apsis1.keyspaces.export";
}
