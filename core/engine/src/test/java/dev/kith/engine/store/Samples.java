package dev.kith.engine.store;

import dev.kith.spi.Channel;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Runs and links for tests. */
final class Samples {
    static final String OWNER = "host-1";
    static final Duration LEASE = Duration.ofMinutes(1);
    static final ConsentKey NEWSLETTER = new ConsentKey("topic-1", Channel.EMAIL);
    static final Instant MOMENT = Instant.parse("2026-02-03T04:05:06.789Z");

    private Samples() {}

    static Run runningRun(Store store) {
        Run run = store.runs().create("tribe", RunKind.FULL, false, "v1");
        return store.runs().claim(run.id(), OWNER, LEASE).orElseThrow();
    }

    static Link link(String key) {
        return link("tribe", key, Map.of());
    }

    static Link link(String key, String attribute, String leftOutValue) {
        return link("tribe", key, Map.of(attribute, new LeftOut(leftOutValue, "another profile has it")));
    }

    static Link link(String integration, String key, Map<String, LeftOut> leftOut) {
        return new Link(
                integration,
                key,
                true,
                true,
                true,
                Map.of("first-name", "Zoë"),
                leftOut,
                Map.of(NEWSLETTER, new LinkConsent(true, Optional.empty(), Optional.of(MOMENT))),
                "0123456789abcdef0123456789abcdef",
                "source-" + key,
                "v1",
                "r1",
                false,
                1);
    }
}
