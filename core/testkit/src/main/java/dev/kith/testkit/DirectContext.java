package dev.kith.testkit;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.ConnectorContext;
import dev.kith.spi.ConnectorFactory;
import dev.kith.spi.Http;
import dev.kith.spi.Settings;
import dev.kith.spi.Token;
import dev.kith.spi.Urgency;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A connector's context without a host: real HTTP, tokens in memory, no rate limits, and pauses that end at once while the
 * clock moves on by their length. Thread-safe.
 */
public final class DirectContext implements ConnectorContext {
    private final DirectSettings settings;
    private final TurnableHttp http;
    private final MovableClock clock;
    private final Map<String, Token> tokens = new HashMap<>();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final Map<Urgency, LongAdder> turns = Map.of(Urgency.NOW, new LongAdder(), Urgency.RUN, new LongAdder());
    private final Map<String, LongAdder> windows = new ConcurrentHashMap<>();
    private volatile Runnable whilePausing = () -> {};

    private DirectContext(DirectSettings settings, Clock clock) {
        this.settings = settings;
        this.http = new TurnableHttp(new DirectHttp(settings.urls(), settings.uploadOrigins()));
        this.clock = new MovableClock(clock);
    }

    /**
     * A context with these settings.
     *
     * @param values by setting name: text for every type but LIST ({@code List<String>}) and MAP ({@code Map<String,
     *     String>}); what is missing gets the setting's fallback
     * @throws IllegalArgumentException for a name the factory doesn't declare, or a required setting that is missing
     */
    public static DirectContext of(ConnectorFactory factory, Map<String, ?> values) {
        return of(factory, values, Clock.systemUTC());
    }

    /** The same, with a clock that stands for the time without pauses. */
    public static DirectContext of(ConnectorFactory factory, Map<String, ?> values, Clock clock) {
        return new DirectContext(DirectSettings.of(factory.settings(), values), requireNonNull(clock, "clock"));
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public Http http() {
        return http;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public System.Logger logger() {
        return System.getLogger("dev.kith.testkit");
    }

    @Override
    public synchronized Token token(String account, Supplier<Token> fetch) {
        Token known = tokens.get(account);
        if (known != null && clock.instant().isBefore(known.expires().minusSeconds(60))) {
            return known;
        }
        Token fetched = fetch.get();
        tokens.put(account, fetched);
        return fetched;
    }

    @Override
    public synchronized void refuse(String account, Token token) {
        tokens.remove(account, token);
    }

    @Override
    public void awaitTurn(String account, double perSecond, Urgency urgency) {
        requireNonNull(account, "account");
        requireNonNull(turns.get(urgency), "urgency").increment();
    }

    @Override
    public void awaitWindow(String limited, int most, Duration within) {
        windows.computeIfAbsent(limited, name -> new LongAdder()).increment();
    }

    @Override
    public void pause(Duration duration) {
        pauses.add(duration);
        clock.moveOn(duration);
        whilePausing.run();
    }

    /** What happens in the world during each pause from now on. */
    public void onPause(Runnable happening) {
        whilePausing = requireNonNull(happening, "happening");
    }

    /** Every pause so far, in order. */
    public List<Duration> pauses() {
        return List.copyOf(pauses);
    }

    /** How many turns were waited for so far. */
    public long turns() {
        return turns(Urgency.NOW) + turns(Urgency.RUN);
    }

    /** How many turns of this urgency were waited for so far. */
    public long turns(Urgency urgency) {
        return requireNonNull(turns.get(urgency), "urgency").sum();
    }

    /** How many calls were counted so far, by the thing that is limited. */
    public Map<String, Long> windows() {
        return windows.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().sum()));
    }

    /** How many calls went out or were answered in their place so far. */
    public long calls() {
        return http.calls();
    }

    /** From now on no call goes out and each fails as when nothing answers. */
    public void cutOff() {
        http.cutOff();
    }

    /** From now on no call goes out and each gets this status without a body. */
    public void answerAll(int status) {
        http.answerAll(status);
    }

    /** Calls go out again. */
    public void restore() {
        http.restore();
    }
}
