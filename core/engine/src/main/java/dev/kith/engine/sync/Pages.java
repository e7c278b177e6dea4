package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.ContactPage;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Reads pages one after the other, the next one while the caller works on the last. Used by one thread. */
final class Pages {
    private static final long LOOK_FOR_CANCEL_MILLIS = 100;

    private final Function<Optional<String>, ContactPage> source;
    private final Patience patience;
    private final Executor reader;
    private final BooleanSupplier cancelled;
    private Optional<CompletableFuture<ContactPage>> ahead;

    /** @param source reads the page at a cursor */
    Pages(
            Function<Optional<String>, ContactPage> source,
            Patience patience,
            Executor reader,
            BooleanSupplier cancelled,
            Optional<String> from) {
        this.source = requireNonNull(source, "source");
        this.patience = requireNonNull(patience, "patience");
        this.reader = requireNonNull(reader, "reader");
        this.cancelled = requireNonNull(cancelled, "cancelled");
        ahead = Optional.of(fetch(from));
    }

    /**
     * The next page.
     *
     * @return empty after the last page, and as soon as the run is cancelled
     * @throws ConnectorException when the page can't be read
     */
    Optional<ContactPage> next() throws InterruptedException {
        if (ahead.isEmpty()) {
            return Optional.empty();
        }
        Optional<ContactPage> page = await(ahead.get());
        ahead = page.flatMap(ContactPage::next).map(cursor -> fetch(Optional.of(cursor)));
        return page;
    }

    private CompletableFuture<ContactPage> fetch(Optional<String> cursor) {
        return CompletableFuture.supplyAsync(() -> patience.call(() -> source.apply(cursor), cancelled), reader);
    }

    private Optional<ContactPage> await(CompletableFuture<ContactPage> page) throws InterruptedException {
        while (!cancelled.getAsBoolean()) {
            try {
                return Optional.of(page.get(LOOK_FOR_CANCEL_MILLIS, TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                // Not there yet: look for a cancel and go on waiting.
            } catch (ExecutionException e) {
                throw cause(e);
            }
        }
        return Optional.empty();
    }

    private static RuntimeException cause(ExecutionException failure) {
        Throwable cause =
                failure.getCause() instanceof CompletionException wrapped ? wrapped.getCause() : failure.getCause();
        if (cause instanceof RuntimeException runtime) {
            return runtime;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(cause);
    }
}
