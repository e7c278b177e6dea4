package dev.kith.engine.plugin;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.ConnectorContext;
import dev.kith.spi.Http;
import dev.kith.spi.Setting;
import dev.kith.spi.Settings;
import dev.kith.spi.Token;
import dev.kith.spi.Urgency;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What the host lends to one connector of one integration. */
public final class HostContext implements ConnectorContext {
    private final String kind;
    private final Settings settings;
    private final LentHttp http;
    private final Clock clock;
    private final System.Logger logger;
    private final Accounts accounts;
    private final Waiting waiting;

    /** For a connector of this factory, whose settings were checked against what the factory declares. */
    public HostContext(
            String integration,
            LoadedFactory factory,
            Settings settings,
            Clock clock,
            Accounts accounts,
            Waiting waiting) {
        this.kind = factory.kind();
        this.settings = requireNonNull(settings, "settings");
        this.http = new LentHttp(factory.title(), origins(factory, settings), uploadOrigins(factory, settings));
        this.clock = requireNonNull(clock, "clock");
        this.logger = System.getLogger("dev.kith.connector." + integration + "." + kind);
        this.accounts = requireNonNull(accounts, "accounts");
        this.waiting = requireNonNull(waiting, "waiting");
    }

    private static Set<Origin> origins(LoadedFactory factory, Settings settings) {
        return factory.settings().stream()
                .filter(setting -> setting.type() == Setting.Type.URL)
                .map(setting -> Origin.of(settings.url(setting.name())))
                .flatMap(Optional::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<Origin> uploadOrigins(LoadedFactory factory, Settings settings) {
        return factory.settings().stream()
                .filter(setting -> setting.type() == Setting.Type.UPLOAD_ORIGINS)
                .flatMap(setting -> settings.list(setting.name()).stream())
                .map(url -> Origin.of(URI.create(url)))
                .flatMap(Optional::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** How many requests this connector has sent. */
    public long calls() {
        return http.calls();
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
        return logger;
    }

    @Override
    public Token token(String account, Supplier<Token> fetch) {
        return accounts.token(ofKind(account), fetch);
    }

    @Override
    public void refuse(String account, Token token) {
        accounts.refuse(ofKind(account), token);
    }

    @Override
    public void awaitTurn(String account, double perSecond, Urgency urgency) {
        accounts.awaitTurn(ofKind(account), perSecond, urgency);
    }

    @Override
    public void awaitWindow(String limited, int most, Duration within) {
        accounts.awaitWindow(ofKind(limited), most, within);
    }

    @Override
    public void pause(Duration duration) {
        waiting.pause(duration);
    }

    /** A connector of another kind must not get at this account's tokens by naming it. */
    private String ofKind(String account) {
        return kind + ' ' + account;
    }
}
