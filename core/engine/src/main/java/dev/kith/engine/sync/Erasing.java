package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.Link;
import dev.kith.engine.store.RunIssue;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ProfileEraser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Deletes the profiles of a run's contacts for good; one that can't be deleted stops no other. Blocks on the audience. */
final class Erasing {
    private final Optional<ProfileEraser> eraser;
    private final Patience patience;
    private final BooleanSupplier cancelled;

    /** @param eraser empty where the audience can't erase */
    Erasing(Optional<ProfileEraser> eraser, Patience patience, BooleanSupplier cancelled) {
        this.eraser = requireNonNull(eraser, "eraser");
        this.patience = requireNonNull(patience, "patience");
        this.cancelled = requireNonNull(cancelled, "cancelled");
    }

    /**
     * What became of them.
     *
     * @param done those that have no profile any more
     * @param issues of the others
     */
    record Erased(List<Link> done, List<RunIssue> issues) {}

    /** @throws ConnectorException the failure that ends the run; some may be deleted then */
    Erased erase(List<Link> links) {
        List<Link> done = new ArrayList<>();
        List<RunIssue> issues = new ArrayList<>();
        for (Link link : links) {
            failure(link).ifPresentOrElse(e -> issues.add(Issues.failed(link.contactKey(), e)), () -> done.add(link));
        }
        return new Erased(done, issues);
    }

    /** The one place where a run deletes a profile. */
    private Optional<ConnectorException> failure(Link link) {
        if (!link.profile() && !link.dirty()) {
            return Optional.empty();
        }
        ProfileEraser with = eraser.orElseThrow(Erasing::cantErase);
        try {
            return patience.call(
                    () -> {
                        with.erase(link.contactKey());
                        return Optional.empty();
                    },
                    cancelled);
        } catch (ConnectorException e) {
            if (Retries.isOfTheContact(e)) {
                return Optional.of(e);
            }
            throw e;
        }
    }

    static ConnectorException cantErase() {
        return new ConnectorException(
                ConnectorException.Kind.CONFIG,
                "The audience can't erase profiles. Set \"gone\" to withdraw or keep, and \"outOfScope\" to keep.");
    }
}
