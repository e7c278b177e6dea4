package dev.kith.web.http;

import io.javalin.http.Context;
import io.javalin.http.sse.SseClient;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Begins a stream of server-sent events. Javalin's own handler answers before a route can refuse, and says nothing at all
 * to a client that doesn't ask for the media type by name, as curl doesn't.
 */
public final class EventStream {
    private EventStream() {}

    public static SseClient open(Context ctx) throws IOException {
        HttpServletResponse response = ctx.res();
        response.setStatus(200);
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-cache");
        // Reverse proxies would hold events back.
        response.setHeader("X-Accel-Buffering", "no");
        response.flushBuffer();
        SseClient client = new SseClient(ctx);
        client.keepAlive();
        return client;
    }
}
