package dev.kith.web.host;

import static java.util.Objects.requireNonNull;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.InputStream;

/** Browsers ask for {@code /favicon.ico} whatever the page says. */
final class Favicon implements Handler {
    private static final String ICON = "/dev/kith/web/assets/favicon.svg";

    @Override
    public void handle(Context ctx) throws IOException {
        try (InputStream in = requireNonNull(Favicon.class.getResourceAsStream(ICON), ICON)) {
            ctx.result(in.readAllBytes()).contentType("image/svg+xml").header("Cache-Control", "max-age=86400");
        }
    }
}
