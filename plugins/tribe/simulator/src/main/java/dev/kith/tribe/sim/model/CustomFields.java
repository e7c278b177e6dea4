package dev.kith.tribe.sim.model;

import java.util.LinkedHashMap;
import java.util.Map;

/** The custom fields and types of this CRM: their identifiers are always the same, whatever the seed. */
public final class CustomFields {
    public static final String CUSTOMER_TYPE = "4393ae03-e0a2-4b1c-9d57-2f60c81e7a11";
    public static final String LOYALTY_POINTS = "fab54a03-1c7e-4d02-8a36-90e5b7d4c322";
    public static final String CREDIT_LIMIT = "07d1e9b4-52f8-4a6d-b3c9-6e1f8a20d533";
    public static final String VIP = "c28f6a75-9b03-47e1-a4d8-15e7f0b93c44";
    public static final String RENEWAL_DATE = "9a3c51de-7f42-4860-8b1e-d4c6a92f0755";
    public static final String SHOE_SIZE = "e7b02f68-3d9a-4c15-96f4-a80b5d1e2c66";

    /** The custom data store with the customer types. */
    public static final String CUSTOMER_TYPES = "b5e4d3c2-6a71-4f90-8d2b-3c9e1f7a6077";

    /** A custom relationship between a person and an organisation. */
    public static final String MEMBERSHIP = "e0d6534a-cc84-4cf7-bdc5-d32f9311c09e";

    private CustomFields() {}

    /** The identifier of each custom field of a person by its plain name. */
    public static Map<String, String> ids() {
        Map<String, String> ids = new LinkedHashMap<>();
        ids.put("customerType", CUSTOMER_TYPE);
        ids.put("loyaltyPoints", LOYALTY_POINTS);
        ids.put("creditLimit", CREDIT_LIMIT);
        ids.put("vip", VIP);
        ids.put("renewalDate", RENEWAL_DATE);
        ids.put("shoeSize", SHOE_SIZE);
        return ids;
    }

    /** The wire name of each custom field of a person by its plain name. */
    public static Map<String, String> wireNames() {
        Map<String, String> names = new LinkedHashMap<>();
        ids().forEach((alias, id) -> names.put(alias, EntityType.odataName(id)));
        return names;
    }

    /** The wire name of a custom field or type. */
    public static String wire(String id) {
        return EntityType.odataName(id);
    }
}
