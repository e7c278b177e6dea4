package dev.kith.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.engine.home.Home;
import dev.kith.engine.home.HomeFiles;
import dev.kith.engine.home.IntegrationSettings;
import dev.kith.engine.home.Secrets;
import dev.kith.engine.plugin.Accounts;
import dev.kith.engine.plugin.PluginJar;
import dev.kith.engine.plugin.Plugins;
import dev.kith.engine.store.ListCarrier;
import dev.kith.engine.store.ListKind;
import dev.kith.engine.store.ListSettings;
import dev.kith.engine.sync.SettingGaps.Abilities;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A setting that no connector can follow is told by {@code kith check}, not first by a run that fails. */
class SettingGapsTest {
    private static final Abilities ALL = new Abilities(true, true, true, true, true, true, true);
    private static final Abilities NONE = new Abilities(false, false, false, false, false, false, false);
    private static final Abilities NO_ERASER = new Abilities(true, true, true, true, true, true, false);
    private static final String EVERYTHING = """
            gone: erase
            outOfScope: erase
            consents: {twoWay: both}
            events: {address: "https://kith.example.com"}
            runs: {bulk: on}
            """;

    @TempDir
    private Path folder;

    @Test
    void connectorsThatCanDoEverythingLeaveNoGap() {
        assertThat(gaps(EVERYTHING, ALL)).isEmpty();
    }

    @Test
    void whatIsSwitchedOffAsksForNothing() {
        assertThat(gaps("consents: {twoWay: off}\nruns: {bulk: auto}\n", NONE)).isEmpty();
    }

    @Test
    void d41ErasingNeedsAnAudienceThatCanErase() {
        assertThat(gaps("gone: erase\n", NO_ERASER))
                .containsExactly("Integration \"tribe\": setting \"gone\" is \"erase\", but the audience's connector"
                        + " \"list\" can't erase profiles. Set it to withdraw or keep in integrations/tribe.yaml.");
        assertThat(gaps("gone: keep\n", NO_ERASER)).isEmpty();
    }

    @Test
    void d10ErasingWhoIsOutOfScopeToo() {
        assertThat(gaps("outOfScope: erase\n", NO_ERASER))
                .containsExactly("Integration \"tribe\": setting \"outOfScope\" is \"erase\", but the audience's"
                        + " connector \"list\" can't erase profiles. Set it to keep in integrations/tribe.yaml.");
    }

    @Test
    void whereProfilesAreNeverErasedNothingNeedsToBeAbleTo() {
        assertThat(gaps("gone: erase\noutOfScope: erase\nguard: {never: [erase]}\n", NO_ERASER))
                .isEmpty();
    }

    @Test
    void b4LabelsThatTravelNeedACrmThatChangesThemAlsoByDefault() {
        Abilities noLabels = new Abilities(true, false, true, true, true, true, true);
        assertThat(gaps("", noLabels))
                .containsExactly("Integration \"tribe\": setting \"consents.twoWay\" is \"opt-outs\", but the CRM's"
                        + " connector \"members\" can't change labels. Who opts out in the audience keeps the label,"
                        + " and gets no mail all the same. Set it to off in integrations/tribe.yaml.");
    }

    @Test
    void d29WhatPeopleSayIsLearnedFromAnAudienceThatCanBeRead() {
        Abilities noReader = new Abilities(true, true, false, false, true, true, true);
        Abilities noExporter = new Abilities(true, true, true, false, true, true, true);
        assertThat(gaps("consents: {twoWay: both}\n", noReader))
                .containsExactly("Integration \"tribe\": setting \"consents.twoWay\" is \"both\", but the audience's"
                        + " connector \"list\" can't read the consents of a profile. What people say there is learned"
                        + " only when Kith writes. Set it to off in integrations/tribe.yaml.");
        assertThat(gaps("", noExporter))
                .containsExactly("Integration \"tribe\": setting \"consents.twoWay\" is \"opt-outs\", but the"
                        + " audience's connector \"list\" can't export consents. What people say there is learned only"
                        + " from its calls and when Kith writes. Set it to off in integrations/tribe.yaml.");
    }

    @Test
    void anAddressForWebhooksNeedsACrmThatCalls() {
        Abilities noWebhooks = new Abilities(false, true, true, true, true, true, true);
        assertThat(gaps("events: {address: \"https://kith.example.com\"}\n", noWebhooks))
                .containsExactly("Integration \"tribe\": setting \"events.address\" is given, but the CRM's connector"
                        + " \"members\" takes no webhooks. Changes are found every 60 minutes. Remove it in"
                        + " integrations/tribe.yaml.");
        assertThat(gaps("", noWebhooks)).isEmpty();
    }

    @Test
    void importsThatAreAskedForNeedAnAudienceThatTakesThem() {
        Abilities noImports = new Abilities(true, true, true, true, false, true, true);
        assertThat(gaps("runs: {bulk: on}\n", noImports))
                .containsExactly("Integration \"tribe\": setting \"runs.bulk\" is \"on\", but the audience's connector"
                        + " \"list\" takes no imports. Set it to off in integrations/tribe.yaml.");
    }

    @Test
    void d35AListThatGivesATagNeedsAnAudienceThatSetsTags() {
        Abilities noTags = new Abilities(true, true, true, true, true, false, true);
        List<ListSettings> lists = List.of(
                list("Guests", ListKind.OVERVIEW, ListCarrier.Type.TAG),
                list("Off", ListKind.OFF, ListCarrier.Type.TAG),
                list("By attribute", ListKind.OVERVIEW, ListCarrier.Type.ATTRIBUTE));
        assertThat(SettingGaps.ofLists(settings(""), noTags, lists))
                .containsExactly("Integration \"tribe\": the members of the saved list \"Guests\" are to get the tag"
                        + " \"guest\", but the audience's connector \"list\" can't set tags. Choose a True/False"
                        + " attribute for the list.");
        assertThat(SettingGaps.ofLists(settings(""), ALL, lists)).isEmpty();
    }

    /** With connectors from JARs, beside what they say of themselves. */
    @Test
    void checkTellsOfEverySettingThatTheLoadedConnectorsCantFollow() {
        IntegrationSettings settings = settings(EVERYTHING);
        PluginJar.offering("members", "CRM", "ModestCrm").in(folder, "members.jar");
        PluginJar.offering("list", "AUDIENCE", "ModestAudience").in(folder, "list.jar");
        SteppingClock clock = new SteppingClock();
        try (Plugins plugins = Plugins.load(List.of(folder));
                Systems systems = Systems.open(
                        settings,
                        new Systems.Shared(
                                Home.at(folder),
                                plugins,
                                new Secrets(folder, name -> null),
                                clock,
                                new Accounts(clock, clock),
                                clock))) {
            assertThat(systems.check())
                    .contains("The key has no right to read persons.")
                    .anyMatch(gap -> gap.contains("\"gone\""))
                    .anyMatch(gap -> gap.contains("\"outOfScope\""))
                    .anyMatch(gap -> gap.contains("can't change labels"))
                    .anyMatch(gap -> gap.contains("can't read the consents"))
                    .anyMatch(gap -> gap.contains("\"events.address\""))
                    .anyMatch(gap -> gap.contains("\"runs.bulk\""));
        }
    }

    private static ListSettings list(String title, ListKind kind, ListCarrier.Type carrier) {
        return new ListSettings("tribe", title, title, kind, new ListCarrier(carrier, "id"), "guest", false);
    }

    private List<String> gaps(String yaml, Abilities can) {
        return SettingGaps.of(settings(yaml), can);
    }

    private IntegrationSettings settings(String yaml) {
        String start = """
                timeZone: Europe/Amsterdam
                crm: {connector: members, settings: {apiUrl: "https://crm.example.com"}}
                audience: {connector: list, settings: {apiUrl: "https://list.example.com"}}
                """;
        try {
            Files.writeString(folder.resolve("kith.yaml"), "");
            Files.createDirectories(folder.resolve("integrations"));
            Files.writeString(folder.resolve("integrations/tribe.yaml"), start + yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        HomeFiles.Read read = HomeFiles.read(Home.at(folder), name -> null);
        assertThat(read.problems()).isEmpty();
        return read.settings().orElseThrow().integrations().get(0);
    }
}
