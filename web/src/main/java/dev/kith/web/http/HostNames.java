package dev.kith.web.http;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The names under which the host may be asked. A page of another site that points a name of its own at this machine (DNS
 * rebinding) is refused by them.
 */
public final class HostNames {
    private final Set<String> allowed = new LinkedHashSet<>();

    /** @param names configured names: with the host's port, or without one behind a reverse proxy */
    public HostNames(Collection<String> names, int port) {
        allowed.add("127.0.0.1:" + port);
        allowed.add("localhost:" + port);
        for (String name : names) {
            String lower = name.toLowerCase(Locale.ROOT);
            allowed.add(lower + ":" + port);
            allowed.add(lower);
        }
    }

    /** Whether a Host header, or the part of an origin after the scheme, is one of ours. */
    public boolean contains(String hostAndPort) {
        return allowed.contains(hostAndPort.toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return String.join(", ", allowed);
    }
}
