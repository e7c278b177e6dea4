package dev.kith.engine.home;

import dev.kith.engine.home.IntegrationSettings.Activate;
import dev.kith.engine.home.IntegrationSettings.Bulk;
import dev.kith.engine.home.IntegrationSettings.Endpoint;
import dev.kith.engine.home.IntegrationSettings.EventSettings;
import dev.kith.engine.home.IntegrationSettings.Gone;
import dev.kith.engine.home.IntegrationSettings.GuardSettings;
import dev.kith.engine.home.IntegrationSettings.Leaving;
import dev.kith.engine.home.IntegrationSettings.NewContacts;
import dev.kith.engine.home.IntegrationSettings.OutOfScope;
import dev.kith.engine.home.IntegrationSettings.RunSettings;
import dev.kith.engine.home.IntegrationSettings.TwoWay;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads one file of {@code integrations/}. */
final class IntegrationFile {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,40}");
    private static final Duration DEFAULT_PATIENCE = Duration.ofMinutes(30);
    private static final Duration LONGEST_PATIENCE = Duration.ofHours(24);
    private static final Bulk DEFAULT_BULK = Bulk.AUTO;
    private static final int DEFAULT_BULK_FROM = 500;
    private static final int DEFAULT_GUARD_COUNT = 20;
    private static final int DEFAULT_PERCENT = 10;
    private static final Duration DEFAULT_QUIET = Duration.ofHours(24);

    private record RuleSettings(String folder, Activate activate) {}

    private final String id;
    private final Problems problems;

    private IntegrationFile(String id, Problems problems) {
        this.id = id;
        this.problems = problems;
    }

    static Optional<IntegrationSettings> read(Path file, List<Problem> allProblems) {
        String fileName = file.getFileName().toString();
        Problems problems = Problems.ofIntegration("integrations/" + fileName);
        String id = fileName.substring(0, fileName.length() - ".yaml".length());
        if (!NAME.matcher(id).matches()) {
            problems.add(
                    0,
                    "needs another name: its name is the integration's id, so it must be lower case letters, "
                            + "digits and hyphens, a letter first, 41 at most. Rename it.");
        }
        Optional<IntegrationSettings> settings = YamlFile.read(file, problems)
                .map(top -> new IntegrationFile(id, problems).settings(Section.top(top, problems)));
        allProblems.addAll(problems.all());
        return settings.filter(unused -> problems.isEmpty());
    }

    private IntegrationSettings settings(Section top) {
        String name = top.text("name").orElse(id);
        Endpoint crm = endpoint(top, "crm");
        Endpoint audience = endpoint(top, "audience");
        RuleSettings rules = rules(top);
        ZoneId zone = top.needed("timeZone")
                .map(text -> parsed(
                        top, "timeZone", text, Values::zone, "a time zone such as Europe/Amsterdam", ZoneOffset.UTC))
                .orElse(ZoneOffset.UTC);
        RunSettings runs = runs(top.section("runs"));
        EventSettings events = events(top.section("events"));
        TwoWay twoWay = twoWay(top.section("consents"));
        Leaving leaving = leaving(top);
        GuardSettings guard = guard(top.section("guard"));
        boolean enabled = top.text("enabled")
                .map(text -> parsed(top, "enabled", text, Values::flag, "true or false", true))
                .orElse(true);
        top.refuseUnknown();
        return new IntegrationSettings(
                id,
                name,
                crm,
                audience,
                rules.folder(),
                rules.activate(),
                zone,
                runs,
                events,
                twoWay,
                leaving,
                guard,
                enabled);
    }

    /** The name of a folder, or a section with more. */
    private RuleSettings rules(Section top) {
        if (!top.hasSection("rules")) {
            return new RuleSettings(folder(top, "rules"), Activate.BY_HAND);
        }
        Section rules = top.section("rules");
        Activate activate = rules.text("activate")
                .map(text -> parsed(
                        rules, "activate", text, IntegrationFile::activate, "by-hand or on-change", Activate.BY_HAND))
                .orElse(Activate.BY_HAND);
        RuleSettings settings = new RuleSettings(folder(rules, "folder"), activate);
        rules.refuseUnknown();
        return settings;
    }

    private String folder(Section section, String key) {
        return section.text(key)
                .map(text -> parsed(section, key, text, IntegrationFile::name, "the name of a folder in rules/", id))
                .orElse(id);
    }

    private static Optional<Activate> activate(String text) {
        return switch (text) {
            case "by-hand" -> Optional.of(Activate.BY_HAND);
            case "on-change" -> Optional.of(Activate.ON_CHANGE);
            default -> Optional.empty();
        };
    }

    private Endpoint endpoint(Section top, String side) {
        Section section = top.section(side);
        String connector = section.needed("connector").orElse("");
        Endpoint endpoint = new Endpoint(connector, section.raw("settings"));
        section.refuseUnknown();
        return endpoint;
    }

    private TwoWay twoWay(Section consents) {
        TwoWay twoWay = consents.text("twoWay")
                .map(text -> parsed(
                        consents, "twoWay", text, IntegrationFile::twoWay, "opt-outs, both or off", TwoWay.OPT_OUTS))
                .orElse(TwoWay.OPT_OUTS);
        consents.refuseUnknown();
        return twoWay;
    }

    private Leaving leaving(Section top) {
        Gone gone = top.text("gone")
                .map(text -> parsed(top, "gone", text, IntegrationFile::gone, "withdraw, keep or erase", Gone.WITHDRAW))
                .orElse(Gone.WITHDRAW);
        OutOfScope outOfScope = top.text("outOfScope")
                .map(text ->
                        parsed(top, "outOfScope", text, IntegrationFile::outOfScope, "keep or erase", OutOfScope.KEEP))
                .orElse(OutOfScope.KEEP);
        return new Leaving(gone, outOfScope);
    }

    private static Optional<Gone> gone(String text) {
        return switch (text) {
            case "withdraw" -> Optional.of(Gone.WITHDRAW);
            case "keep" -> Optional.of(Gone.KEEP);
            case "erase" -> Optional.of(Gone.ERASE);
            default -> Optional.empty();
        };
    }

    private static Optional<OutOfScope> outOfScope(String text) {
        return switch (text) {
            case "keep" -> Optional.of(OutOfScope.KEEP);
            case "erase" -> Optional.of(OutOfScope.ERASE);
            default -> Optional.empty();
        };
    }

    private GuardSettings guard(Section guard) {
        int count = guard.text("count")
                .map(text ->
                        parsed(guard, "count", text, IntegrationFile::fromZero, "a number from 0", DEFAULT_GUARD_COUNT))
                .orElse(DEFAULT_GUARD_COUNT);
        int percent = guard.text("percent")
                .map(text -> parsed(
                        guard, "percent", text, IntegrationFile::percent, "a number from 0 to 100", DEFAULT_PERCENT))
                .orElse(DEFAULT_PERCENT);
        List<String> never = guard.texts("never");
        never.stream()
                .filter(kind -> !GuardSettings.KINDS.contains(kind))
                .forEach(kind -> problems.setting(
                        guard.line("never"),
                        guard.path("never"),
                        "must be a list of erase, blank, withdraw, opt-in and merge, but one entry is \"" + kind
                                + "\""));
        guard.refuseUnknown();
        return new GuardSettings(count, percent, Set.copyOf(never));
    }

    private static Optional<Integer> fromZero(String text) {
        return Values.integer(text).filter(number -> number >= 0);
    }

    private static Optional<Integer> percent(String text) {
        return fromZero(text).filter(number -> number <= 100);
    }

    private static Optional<TwoWay> twoWay(String text) {
        return switch (text) {
            case "opt-outs" -> Optional.of(TwoWay.OPT_OUTS);
            case "both" -> Optional.of(TwoWay.BOTH);
            case "off" -> Optional.of(TwoWay.OFF);
            default -> Optional.empty();
        };
    }

    private RunSettings runs(Section runs) {
        String expected = "a time such as 30m or 2h, 24h at most";
        Duration patience = runs.text("patience")
                .map(text -> parsed(runs, "patience", text, IntegrationFile::patience, expected, DEFAULT_PATIENCE))
                .orElse(DEFAULT_PATIENCE);
        Bulk bulk = runs.text("bulk")
                .map(text -> parsed(runs, "bulk", text, IntegrationFile::bulk, "auto, on or off", DEFAULT_BULK))
                .orElse(DEFAULT_BULK);
        int bulkFrom = runs.text("bulkFrom")
                .map(text ->
                        parsed(runs, "bulkFrom", text, IntegrationFile::bulkFrom, "a number from 1", DEFAULT_BULK_FROM))
                .orElse(DEFAULT_BULK_FROM);
        boolean merge = runs.text("merge")
                .map(text -> parsed(runs, "merge", text, Values::flag, "true or false", true))
                .orElse(true);
        runs.refuseUnknown();
        return new RunSettings(patience, bulk, bulkFrom, merge);
    }

    private EventSettings events(Section events) {
        String url = "an http or https address without path, such as https://kith.example.com";
        Optional<URI> address = events.text("address")
                .map(text -> parsed(events, "address", text, IntegrationFile::address, url, URI.create("")));
        NewContacts newContacts = events.text("newContacts")
                .map(text -> parsed(
                        events,
                        "newContacts",
                        text,
                        IntegrationFile::newContacts,
                        "daily or immediately",
                        NewContacts.DAILY))
                .orElse(NewContacts.DAILY);
        Duration quietAfter = events.text("quietAfter")
                .map(text ->
                        parsed(events, "quietAfter", text, Values::duration, "a time such as 24h or 3d", DEFAULT_QUIET))
                .orElse(DEFAULT_QUIET);
        events.refuseUnknown();
        return new EventSettings(address, newContacts, quietAfter);
    }

    private static Optional<URI> address(String text) {
        return Values.url(text)
                .filter(url -> "https".equals(url.getScheme()) || "http".equals(url.getScheme()))
                .filter(url -> url.getPath().isEmpty() || url.getPath().equals("/"))
                .filter(url -> url.getQuery() == null && url.getFragment() == null && url.getUserInfo() == null)
                .map(url -> URI.create(url.getScheme() + "://" + url.getAuthority()));
    }

    private static Optional<NewContacts> newContacts(String text) {
        return switch (text) {
            case "daily" -> Optional.of(NewContacts.DAILY);
            case "immediately" -> Optional.of(NewContacts.IMMEDIATELY);
            default -> Optional.empty();
        };
    }

    private static Optional<Bulk> bulk(String text) {
        return switch (text) {
            case "auto" -> Optional.of(Bulk.AUTO);
            case "on" -> Optional.of(Bulk.ON);
            case "off" -> Optional.of(Bulk.OFF);
            default -> Optional.empty();
        };
    }

    private static Optional<Integer> bulkFrom(String text) {
        return Values.integer(text).filter(number -> number > 0);
    }

    private static Optional<String> name(String text) {
        return Optional.of(text).filter(NAME.asMatchPredicate());
    }

    private static Optional<Duration> patience(String text) {
        return Values.duration(text).filter(time -> time.compareTo(LONGEST_PATIENCE) <= 0);
    }

    /** The stand-in never gets out: a problem goes with it. */
    private <T> T parsed(
            Section section, String key, String text, Function<String, Optional<T>> parse, String expected, T standIn) {
        return parse.apply(text).orElseGet(() -> {
            problems.setting(section.line(key), section.path(key), "must be " + expected + ", was \"" + text + "\"");
            return standIn;
        });
    }
}
