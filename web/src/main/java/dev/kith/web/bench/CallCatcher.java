package dev.kith.web.bench;

import dev.kith.web.http.QuietStart;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands where a CRM expects Kith: takes its webhook calls, genuine and signed, and keeps them for somebody to pass on when
 * and as often as is wanted. Thread-safe.
 */
public final class CallCatcher implements AutoCloseable {
    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    private final AtomicLong caught = new AtomicLong();
    private final Javalin server;

    private CallCatcher() {
        server = Javalin.create(config -> {
            QuietStart.of(config);
            config.routes.post("/webhooks/{id}", this::take);
        });
    }

    /**
     * A webhook call.
     *
     * @param path such as {@code /webhooks/tribe}
     * @param headers what it has of its own, and the content type
     */
    public record Call(String path, Map<String, String> headers, byte[] body) {}

    /** Listens on a free loopback port. */
    public static CallCatcher start() {
        CallCatcher catcher = new CallCatcher();
        catcher.server.start("127.0.0.1", 0);
        return catcher;
    }

    private void take(Context ctx) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : Collections.list(ctx.req().getHeaderNames())) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("x-") || lower.equals("content-type")) {
                headers.put(name, String.valueOf(ctx.header(name)));
            }
        }
        calls.add(new Call(ctx.path(), headers, ctx.bodyAsBytes()));
        caught.incrementAndGet();
        ctx.status(202);
    }

    /** What an integration's {@code events.address} has to be. */
    public String address() {
        return "http://127.0.0.1:" + server.port();
    }

    /** Those that nobody took yet, in their order. */
    public BlockingQueue<Call> calls() {
        return calls;
    }

    /** How many came since the start. */
    public long caught() {
        return caught.get();
    }

    @Override
    public void close() {
        server.stop();
    }
}
