package dev.kith.testkit.contract;

import dev.kith.spi.Subject;
import dev.kith.spi.WebhookDelivery;
import java.util.Set;

/** A CRM with two contacts at least, better with more than a page of them. */
public interface TestedCrm extends TestedSystem {

    /** The keys of all contacts that a reading of all must have. */
    Set<String> contactKeys();

    /** Changes a field of a contact that the connector reads, as a person does in the CRM. */
    void change(String contactKey);

    /** Deletes a contact, as a person does in the CRM. */
    void remove(String contactKey);

    /** The subject by which a notice names this contact. */
    Subject subject(String contactKey);

    /**
     * A genuine delivery about a contact, with the secret that proves it among {@link WebhookDelivery#secrets}: {@link
     * #settings} hold none.
     */
    default WebhookDelivery delivery(String contactKey) {
        throw new UnsupportedOperationException("WebhookContract needs a genuine delivery; override delivery()");
    }
}
