package dev.kith.web.http;

import static java.util.Objects.requireNonNull;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What every request must meet before any route sees it, also on loopback: our name, no foreign page, JSON writes. Webhook
 * calls come from other hosts and need not: they are let in by what they prove.
 */
public final class RequestRules implements Handler {
    /** What the paths of webhooks begin with. */
    public static final String WEBHOOKS = "/webhooks/";

    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    private final Supplier<HostNames> names;

    /** @param names asked at each request, because the port is known only once the host listens */
    public RequestRules(Supplier<HostNames> names) {
        this.names = requireNonNull(names, "names");
    }

    @Override
    public void handle(Context ctx) {
        if (ctx.path().startsWith(WEBHOOKS)) {
            return;
        }
        checkHost(ctx.header("Host"));
        checkOrigin(ctx.header("Origin"));
        if (!READS.contains(ctx.method().name())) {
            checkContentType(ctx.header("Content-Type"));
        }
    }

    private void checkHost(@Nullable String host) {
        if (host == null || !names.get().contains(host)) {
            throw new Refusal(
                    421,
                    "This host doesn't answer to the name \"" + (host == null ? "" : host) + "\", only to "
                            + names.get() + ". Add the name to server.names in kith.yaml if it is yours.");
        }
    }

    private void checkOrigin(@Nullable String origin) {
        if (origin == null) {
            return;
        }
        String authority = origin.replaceFirst("^https?://", "");
        if (authority.equals(origin) || !names.get().contains(authority)) {
            throw new Refusal(403, "The request comes from a page of another site: " + origin + ".");
        }
    }

    private static void checkContentType(@Nullable String contentType) {
        String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        if (!type.matches("application/json\\s*(;.*)?")) {
            throw new Refusal(
                    415, "A write needs the header \"Content-Type: application/json\", got \"" + type + "\".");
        }
    }
}
