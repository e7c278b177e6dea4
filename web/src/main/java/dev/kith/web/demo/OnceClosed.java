package dev.kith.web.demo;

import static java.util.Objects.requireNonNull;

/** Closes a thing once, whether the command ends by itself or the process is told to; whoever comes second waits. */
final class OnceClosed implements AutoCloseable {
    private final AutoCloseable thing;
    private boolean closed;

    OnceClosed(AutoCloseable thing) {
        this.thing = requireNonNull(thing, "thing");
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            thing.close();
        } catch (Exception e) {
            throw new IllegalStateException("not closed in good order: " + e.getMessage(), e);
        }
    }
}
