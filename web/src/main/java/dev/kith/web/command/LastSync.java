package dev.kith.web.command;

import dev.kith.engine.home.Home;
import dev.kith.engine.home.HomeFiles;
import dev.kith.engine.home.HomeSettings;
import dev.kith.engine.rules.RuleProblem;
import dev.kith.engine.rules.RuleSet;
import dev.kith.engine.store.FieldCounters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the last full syncs of a home tell of a rule set: it reads the database also beside a running host. */
final class LastSync {
    private LastSync() {}

    /** Rules by fields that nobody had a value in; none for a rule set that no integration of the home uses. */
    static List<RuleProblem> emptyFields(Home home, Shell shell, Path dir, RuleSet rules) {
        if (!Files.isDirectory(home.dir())) {
            return List.of();
        }
        return HomeFiles.read(home, shell.env()).settings().stream()
                .flatMap(settings -> emptyFields(home, settings, dir, rules))
                .distinct()
                .toList();
    }

    private static Stream<RuleProblem> emptyFields(Home home, HomeSettings settings, Path dir, RuleSet rules) {
        return settings.integrations().stream()
                .filter(integration -> isSame(home.rules(integration.rules()), dir))
                .flatMap(integration -> FieldCounters.lastFull(settings.server().database(), integration.id()).stream())
                .flatMap(counts -> rules.emptyFields(counts.filled(), counts.contacts()).stream());
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isDirectory(one) && Files.isSameFile(one, other);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
