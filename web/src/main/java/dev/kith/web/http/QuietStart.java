package dev.kith.web.http;

import io.javalin.config.JavalinConfig;

/** Lets a server start without words of its own: what there is to say is said by the command that starts it. */
public final class QuietStart {
    private QuietStart() {}

    public static void of(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
    }
}
