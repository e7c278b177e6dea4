package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.home.IntegrationSettings;
import dev.kith.engine.home.IntegrationSettings.GuardSettings;
import dev.kith.engine.home.IntegrationSettings.Leaving;
import dev.kith.engine.home.IntegrationSettings.OutOfScope;
import dev.kith.engine.store.GuardLimit;
import dev.kith.engine.store.StagedActions;
import dev.kith.engine.store.StagedKind;
import java.time.Clock;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the gates of an integration's runs and events. */
record Gates(
        String integration,
        StagedActions staged,
        GuardSettings settings,
        PastRules past,
        PastReadings readings,
        Clock clock) {
    Gates {
        requireNonNull(integration, "integration");
        requireNonNull(staged, "staged");
        requireNonNull(settings, "settings");
        requireNonNull(past, "past");
        requireNonNull(readings, "readings");
        requireNonNull(clock, "clock");
    }

    Gate ofRun(Audience audience, long run) {
        return gate(audience, Gate.Ruling.ofRun(run));
    }

    Gate ofEvents(Audience audience) {
        return gate(audience, new EventRuling(integration, staged, limit()));
    }

    GuardLimit limit() {
        return new GuardLimit(settings.count(), settings.percent());
    }

    Set<StagedKind> never() {
        return settings.never().stream()
                .flatMap(word -> StagedKind.of(word).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What becomes of those who left: where profiles are never erased, all that comes before it. */
    Leaving leaving(Leaving wanted) {
        return never().contains(StagedKind.ERASE)
                ? new Leaving(
                        wanted.gone() == IntegrationSettings.Gone.ERASE
                                ? IntegrationSettings.Gone.WITHDRAW
                                : wanted.gone(),
                        OutOfScope.KEEP)
                : wanted;
    }

    private Gate gate(Audience audience, Gate.Ruling ruling) {
        return new Gate(integration, staged, new Guard(audience, past), readings, never(), ruling, clock);
    }
}
