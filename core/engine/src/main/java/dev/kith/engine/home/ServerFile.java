package dev.kith.engine.home;

import dev.kith.engine.home.ServerSettings.Retention;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code kith.yaml}; what it doesn't say has a default. */
final class ServerFile {
    private static final String DEFAULT_HOST = "127.0.0.1";
    private static final int DEFAULT_PORT = 8480;
    private static final String DEFAULT_DATABASE = "data/kith.db";
    private static final Duration SHORTEST_KEPT = Duration.ofDays(1);
    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,250}[A-Za-z0-9])?");

    private final Home home;
    private final Problems problems;

    private ServerFile(Home home, Problems problems) {
        this.home = home;
        this.problems = problems;
    }

    static Optional<ServerSettings> read(Home home, Function<String, @Nullable String> env, List<Problem> allProblems) {
        Problems problems = new Problems(HomeFiles.SERVER_FILE, "Server: ");
        Optional<ServerSettings> settings = YamlFile.read(home.serverFile(), problems)
                .map(top -> new ServerFile(home, problems).settings(Section.top(top, problems), env));
        allProblems.addAll(problems.all());
        return settings.filter(unused -> problems.isEmpty());
    }

    private ServerSettings settings(Section top, Function<String, @Nullable String> env) {
        Section server = top.section("server");
        String host = server.text("host").orElse(DEFAULT_HOST);
        if (!Values.isLoopback(host)) {
            problems.setting(
                    server.line("host"),
                    server.path("host"),
                    "must be a loopback address such as 127.0.0.1 until Kith has access control, was \"" + host + "\"");
        }
        int port = port(server, env.apply("KITH_PORT"));
        List<String> names = server.texts("names");
        names.stream()
                .filter(name -> !HOST_NAME.matcher(name).matches())
                .forEach(name -> problems.setting(
                        server.line("names"),
                        server.path("names"),
                        "must hold host names without scheme and port, was \"" + name + "\""));
        Path database = home.dir().resolve(top.text("database").orElse(DEFAULT_DATABASE));
        Retention retention = retention(top.section("retention"));
        server.refuseUnknown();
        top.refuseUnknown();
        return new ServerSettings(host, port, names, database.normalize(), retention);
    }

    private Retention retention(Section section) {
        Retention retention = new Retention(
                kept(section, "details", Retention.DEFAULT.details()),
                kept(section, "ledger", Retention.DEFAULT.ledger()));
        section.refuseUnknown();
        return retention;
    }

    private Duration kept(Section section, String key, Duration standard) {
        Optional<String> text = section.text(key);
        Optional<Duration> kept = text.flatMap(Values::duration).filter(time -> time.compareTo(SHORTEST_KEPT) >= 0);
        if (text.isPresent() && kept.isEmpty()) {
            problems.setting(
                    section.line(key),
                    section.path(key),
                    "must be a time such as 90d, 1d at least, was \"" + text.get() + "\"");
        }
        return kept.orElse(standard);
    }

    private int port(Section server, @Nullable String override) {
        String text = override == null ? server.text("port").orElse(String.valueOf(DEFAULT_PORT)) : override;
        // Asked for in any case, so that it counts as known.
        int line = server.text("port").isPresent() ? server.line("port") : 0;
        Optional<Integer> port = Values.integer(text).filter(number -> number >= 0 && number <= 65_535);
        if (port.isEmpty()) {
            String source = override == null ? "" : " (from the environment variable KITH_PORT)";
            problems.setting(
                    line, server.path("port"), "must be a port from 0 to 65535, was \"" + text + "\"" + source);
        }
        return port.orElse(DEFAULT_PORT);
    }
}
