package dev.kith.tribe;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.ConnectorContext;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Repeats calls that failed for now, with growing pauses; waits that are too long are left to the host. */
final class Retry {
    static final int REPEATS = 3;
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final long FIRST_MILLIS = 500;

    private final ConnectorContext context;

    Retry(ConnectorContext context) {
        this.context = requireNonNull(context, "context");
    }

    /** Repeats also an answer that is a page with a good status: a proxy's, or that of a wrong address. */
    <T> Exchange.Answer<T> run(Supplier<Exchange.Answer<T>> call) {
        for (int repeat = 0; ; repeat++) {
            try {
                Exchange.Answer<T> answer = call.get();
                if (repeat == REPEATS || !answer.isPage()) {
                    return answer;
                }
                context.pause(backOff(repeat));
            } catch (ConnectorException e) {
                if (repeat == REPEATS || !passes(e)) {
                    throw e;
                }
                Duration asked = e.retryAfter().orElse(Duration.ZERO);
                Duration own = backOff(repeat);
                context.pause(asked.compareTo(own) > 0 ? asked : own);
            }
        }
    }

    private static boolean passes(ConnectorException e) {
        boolean forNow = e.kind() == Kind.TRANSIENT || e.kind() == Kind.THROTTLED;
        return forNow && e.retryAfter().orElse(Duration.ZERO).compareTo(LONGEST) <= 0;
    }

    private static Duration backOff(int repeat) {
        long full = FIRST_MILLIS << repeat;
        return Duration.ofMillis(full / 2 + ThreadLocalRandom.current().nextLong(full));
    }
}
