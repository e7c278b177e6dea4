package dev.kith.apsisone;

import java.util.List;

/** Names that APSIS One fixes. */
final class Ids {
    static final String EMAIL = "com.apsis1.attributes.email";
    static final String MOBILE = "com.apsis1.attributes.mobile";
    static final String CRM_ID = "com.apsis1.attributes.crmid";
    static final String BIRTH_DATE = "com.apsis1.attributes.birthdate";
    static final String CRM_ID_KEYSPACE = "com.apsis1.keyspaces.crm-id";

    /** The attributes that mirror keys of profiles: never cleared, and refused when another profile has the key. */
    static final List<String> KEYS = List.of(EMAIL, MOBILE, CRM_ID);

    private Ids() {}
}
