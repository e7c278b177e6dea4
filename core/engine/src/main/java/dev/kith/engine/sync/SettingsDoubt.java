package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.GuardLimit;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.RunIssue;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Contacts that a run doesn't find, and that were last read by other settings of the CRM: as long as they are many, nobody
 * takes them for gone. Used by one thread.
 */
final class SettingsDoubt {
    private final String reading;
    private final GuardLimit limit;
    private final LongSupplier linked;
    private long counted;

    /**
     * @param reading the version of the settings of now; empty where nobody keeps it, then there is no doubt
     * @param linked how many contacts have a profile
     */
    SettingsDoubt(String reading, GuardLimit limit, LongSupplier linked) {
        this.reading = requireNonNull(reading, "reading");
        this.limit = requireNonNull(limit, "limit");
        this.linked = requireNonNull(linked, "linked");
    }

    /** Those to be counted, of contacts that may be gone. */
    List<Link> of(List<Link> links) {
        return links.stream().filter(this::isDoubtful).toList();
    }

    void count(List<Link> absent) {
        counted += absent.size();
    }

    /** Those that are left alone; to be asked when all are counted. */
    List<Link> left(List<Link> links) {
        return areMany() ? of(links) : List.of();
    }

    /** The others. */
    List<Link> certain(List<Link> links) {
        return areMany() ? links.stream().filter(link -> !isDoubtful(link)).toList() : links;
    }

    List<RunIssue> issues(List<Link> left) {
        return left.stream()
                .map(link -> Issues.unread(link.contactKey(), counted))
                .toList();
    }

    private boolean areMany() {
        return counted > 0 && limit.isExceeded(counted, linked);
    }

    /** One that is begun was found gone before. */
    private boolean isDoubtful(Link link) {
        return !reading.isEmpty()
                && !link.reading().isEmpty()
                && !link.reading().equals(reading)
                && !link.sourceHash().isEmpty();
    }
}
