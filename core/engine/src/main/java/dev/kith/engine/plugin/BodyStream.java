package dev.kith.engine.plugin;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Streams an answer's body, with an end to its size and to each wait for more of it. The JDK's own stream has neither: a
 * request's timeout covers the head only, so a server that stalls in the middle would hold the thread for good.
 */
final class BodyStream extends InputStream implements BodySubscriber<InputStream> {
    /** Empty, unlike everything {@link #onNext} keeps. */
    private static final List<ByteBuffer> END = List.of();

    private final long limit;
    private final Duration patience;
    private final BlockingQueue<List<ByteBuffer>> arrived = new LinkedBlockingQueue<>();
    private final AtomicReference<@Nullable Subscription> subscription = new AtomicReference<>();
    private final Queue<ByteBuffer> current = new ArrayDeque<>();
    private volatile @Nullable Throwable failure;
    private volatile boolean closed;
    private boolean ended;
    private long count;

    BodyStream(long limit, Duration patience) {
        this.limit = limit;
        this.patience = patience;
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Subscription incoming) {
        if (closed || !subscription.compareAndSet(null, incoming)) {
            incoming.cancel();
            return;
        }
        incoming.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (buffers.isEmpty()) {
            more();
            return;
        }
        arrived.add(buffers);
    }

    @Override
    public void onError(Throwable cause) {
        failure = cause;
        arrived.add(END);
    }

    @Override
    public void onComplete() {
        arrived.add(END);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        ByteBuffer buffer = next();
        if (buffer == null) {
            return -1;
        }
        int taken = Math.min(length, buffer.remaining());
        buffer.get(target, offset, taken);
        count += taken;
        if (count > limit) {
            close();
            throw new IOException("The answer is larger than " + limit + " bytes, more than the host takes in.");
        }
        return taken;
    }

    @Override
    public int available() {
        ByteBuffer buffer = current.peek();
        return buffer == null ? 0 : buffer.remaining();
    }

    /** Drops what is left, and with it the connection. */
    @Override
    public void close() {
        closed = true;
        Subscription open = subscription.get();
        if (open != null) {
            open.cancel();
        }
        arrived.add(END);
    }

    private @Nullable ByteBuffer next() throws IOException {
        while (true) {
            if (closed) {
                throw new IOException("The answer's body was closed.");
            }
            ByteBuffer buffer = current.peek();
            if (buffer != null && buffer.hasRemaining()) {
                return buffer;
            }
            if (buffer != null) {
                current.remove();
                if (current.isEmpty()) {
                    more();
                }
            } else if (ended || !take()) {
                return null;
            }
        }
    }

    private boolean take() throws IOException {
        List<ByteBuffer> buffers = await();
        if (!buffers.isEmpty()) {
            current.addAll(buffers);
            return true;
        }
        if (failure != null) {
            throw new IOException("The answer broke off before its end.", failure);
        }
        ended = !closed;
        return false;
    }

    private List<ByteBuffer> await() throws IOException {
        List<ByteBuffer> buffers;
        try {
            buffers = arrived.poll(patience.toNanos(), NANOSECONDS);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new IOException("Reading the answer was stopped.", e);
        }
        if (buffers == null) {
            close();
            throw new IOException("The answer stalled: nothing more of it came within " + patience.toMillis() + " ms.");
        }
        return buffers;
    }

    private void more() {
        Subscription open = subscription.get();
        if (open != null) {
            open.request(1);
        }
    }
}
