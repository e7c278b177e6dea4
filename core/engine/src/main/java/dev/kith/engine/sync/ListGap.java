package dev.kith.engine.sync;

import dev.kith.spi.Contact;
import java.util.Collection;
import java.util.Optional;

/** Says, after the last page of a list, why nobody may lose the membership: not all members can have been read. Pure. */
final class ListGap {
    /** Fewer may well leave a list all together. */
    static final int FEW = 20;

    private static final String NOBODY = " Members that were read have the membership; nobody lost it. ";

    private ListGap() {}

    /**
     * @param seen different members that were read
     * @param counted how many the CRM says there are; 0 when it doesn't
     * @param had how many profiles may have the membership
     * @param force a person says that an empty list is meant
     */
    static Optional<String> of(long seen, long counted, long had, boolean force) {
        if (seen < counted) {
            return Optional.of("Only " + seen + " different members were read, but the CRM counts " + counted + "."
                    + NOBODY + "Import the list again.");
        }
        if (seen == 0 && had > FEW && !force) {
            return Optional.of("The CRM returned no members, but " + had + " profiles have the membership." + NOBODY
                    + "Look at the list in the CRM and at the rights of the connector's user. If it is really empty,"
                    + " import it with force.");
        }
        return Optional.empty();
    }

    /**
     * The same for contacts that were not among the members of a label.
     *
     * @param now as the CRM shows them now
     */
    static Optional<String> ofLabel(String label, Collection<Contact> now) {
        Optional<Contact> unread = now.stream()
                .filter(contact ->
                        !contact.labelsComplete() || contact.allLabels().contains(label))
                .findFirst();
        return unread.map(contact -> "Contact " + contact.key() + " was not among the members, but "
                + (contact.labelsComplete() ? "has the label \"" + label + "\"" : "its labels can't be read whole")
                + ". So others may be missing, too; whoever may be has kept the membership. Import the list again.");
    }
}
