package dev.kith.engine.plugin;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Scheme, host and port of a URL: what a connector may call. */
record Origin(String scheme, String host, int port) {
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");

    Origin {
        requireNonNull(scheme, "scheme");
        requireNonNull(host, "host");
    }

    /** Empty when the URL isn't absolute http or https, has no host, or carries a user's name. */
    static Optional<Origin> of(URI url) {
        if (url.getScheme() == null || url.getHost() == null || url.getRawUserInfo() != null) {
            return Optional.empty();
        }
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            return Optional.empty();
        }
        int usual = scheme.equals("https") ? 443 : 80;
        int port = url.getPort() < 0 ? usual : url.getPort();
        return Optional.of(new Origin(scheme, url.getHost().toLowerCase(Locale.ROOT), port));
    }

    /** Whether the host is written as a loopback name or address; a name that merely resolves to one is not. */
    boolean namesLoopback() {
        return LOOPBACK.matcher(host).matches();
    }

    boolean isPlain() {
        return scheme.equals("http");
    }

    /** The host without the brackets of an IPv6 address. */
    String bareHost() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public String toString() {
        return scheme + "://" + host + ":" + port;
    }
}
