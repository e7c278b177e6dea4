package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.home.IntegrationSettings;
import dev.kith.engine.home.IntegrationSettings.Bulk;
import dev.kith.engine.home.IntegrationSettings.Gone;
import dev.kith.engine.home.IntegrationSettings.OutOfScope;
import dev.kith.engine.home.IntegrationSettings.TwoWay;
import dev.kith.engine.plugin.OpenConnector;
import dev.kith.engine.store.ListCarrier;
import dev.kith.engine.store.ListKind;
import dev.kith.engine.store.ListSettings;
import dev.kith.engine.store.StagedKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Finds settings that ask for what the connectors of an integration can't do. Pure. */
final class SettingGaps {
    private final IntegrationSettings settings;
    private final Abilities can;
    private final List<String> gaps = new ArrayList<>();

    private SettingGaps(IntegrationSettings settings, Abilities can) {
        this.settings = requireNonNull(settings, "settings");
        this.can = requireNonNull(can, "can");
    }

    /**
     * What two connectors can do beyond what they must.
     *
     * @param webhooks whether the CRM calls when something changes
     * @param labels whether labels can be changed in the CRM
     * @param reads whether the audience tells a profile's consents
     * @param exports whether the audience tells all consents at once
     * @param imports whether the audience takes imports
     * @param tags whether the audience's profiles can be tagged
     * @param erases whether the audience's profiles can be deleted
     */
    record Abilities(
            boolean webhooks,
            boolean labels,
            boolean reads,
            boolean exports,
            boolean imports,
            boolean tags,
            boolean erases) {

        static Abilities of(OpenConnector crm, OpenConnector audience) {
            return new Abilities(
                    crm.webhooks().isPresent(),
                    crm.consentWriter().isPresent(),
                    audience.reader().isPresent(),
                    audience.exporter().isPresent(),
                    audience.bulkSink().isPresent(),
                    audience.tagger().isPresent(),
                    audience.eraser().isPresent());
        }
    }

    /** Each in a sentence that says what to do. A default that only makes use of what is there isn't one. */
    static List<String> of(IntegrationSettings settings, Abilities can) {
        return new SettingGaps(settings, can).gaps();
    }

    /** The same for the lists that people configured. */
    static List<String> ofLists(IntegrationSettings settings, Abilities can, Collection<ListSettings> lists) {
        return lists.stream()
                .filter(list -> !can.tags()
                        && list.kind() != ListKind.OFF
                        && list.carrier().type() == ListCarrier.Type.TAG)
                .map(list -> "Integration \"" + settings.id() + "\": the members of the saved list \"" + list.title()
                        + "\" are to get the tag \"" + list.carrierName() + "\", but the audience's connector \""
                        + settings.audience().connector()
                        + "\" can't set tags. Choose a True/False attribute for the list.")
                .toList();
    }

    private List<String> gaps() {
        erasing();
        twoWay();
        if (settings.events().address().isPresent() && !can.webhooks()) {
            crm("events.address", "is given", "takes no webhooks", "Changes are found every 60 minutes. Remove it");
        }
        if (settings.runs().bulk() == Bulk.ON && !can.imports()) {
            audience("runs.bulk", "is \"on\"", "takes no imports", "Set it to off");
        }
        return List.copyOf(gaps);
    }

    /** Where profiles are never erased, the settings say what happens instead. */
    private void erasing() {
        boolean never = settings.guard().never().contains(StagedKind.ERASE.word());
        if (can.erases() || never) {
            return;
        }
        if (settings.leaving().gone() == Gone.ERASE) {
            audience("gone", "is \"erase\"", "can't erase profiles", "Set it to withdraw or keep");
        }
        if (settings.leaving().outOfScope() == OutOfScope.ERASE) {
            audience("outOfScope", "is \"erase\"", "can't erase profiles", "Set it to keep");
        }
    }

    private void twoWay() {
        TwoWay twoWay = settings.twoWay();
        if (twoWay == TwoWay.OFF) {
            return;
        }
        String is = "is \"" + twoWay.name().toLowerCase(Locale.ROOT).replace('_', '-') + "\"";
        if (!can.labels()) {
            crm(
                    "consents.twoWay",
                    is,
                    "can't change labels",
                    "Who opts out in the audience keeps the label, and gets no mail all the same. Set it to off");
        }
        if (!can.reads()) {
            audience(
                    "consents.twoWay",
                    is,
                    "can't read the consents of a profile",
                    "What people say there is learned only when Kith writes. Set it to off");
        } else if (!can.exports()) {
            audience(
                    "consents.twoWay",
                    is,
                    "can't export consents",
                    "What people say there is learned only from its calls and when Kith writes. Set it to off");
        }
    }

    private void crm(String setting, String is, String cant, String advice) {
        add(setting, is, "CRM's connector \"" + settings.crm().connector() + "\" " + cant, advice);
    }

    private void audience(String setting, String is, String cant, String advice) {
        add(setting, is, "audience's connector \"" + settings.audience().connector() + "\" " + cant, advice);
    }

    private void add(String setting, String is, String but, String advice) {
        gaps.add("Integration \"" + settings.id() + "\": setting \"" + setting + "\" " + is + ", but the " + but + ". "
                + advice + " in " + settings.file() + ".");
    }
}
