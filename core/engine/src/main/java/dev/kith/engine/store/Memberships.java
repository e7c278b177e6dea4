package dev.kith.engine.store;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/** What becomes of contacts' memberships when their links change, in the transaction that changes them. */
final class Memberships {
    private Memberships() {}

    /**
     * A profile that isn't tied to its contact any more, or that may have been erased, has its memberships perhaps: they are
     * owed. Who has come in scope waits for what it couldn't get before (D36).
     */
    static void follow(Handle handle, String integration, Collection<Link> links) {
        move(handle, integration, keys(links, Memberships::isLoose), "set", "owed");
        move(handle, integration, keys(links, Link::inScope), "outside", "waiting");
    }

    /** Out of scope and dirty: also where its erasure was begun, and a crash may have hidden how it ended. */
    private static boolean isLoose(Link link) {
        return !link.profile() || (link.dirty() && !link.inScope());
    }

    private static List<String> keys(Collection<Link> links, Predicate<Link> which) {
        return links.stream().filter(which).map(Link::contactKey).toList();
    }

    private static void move(Handle handle, String integration, List<String> keys, String from, String to) {
        for (List<String> part : KeyLists.of(keys)) {
            handle.createUpdate("""
                            update saved_list_member set state = :to
                            where integration = :integration and contact_key in (<keys>) and state = :from""")
                    .bind("integration", integration)
                    .bindList("keys", part)
                    .bind("from", from)
                    .bind("to", to)
                    .execute();
        }
    }
}
