package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.engine.store.AuditEntry;
import dev.kith.engine.store.ListCarrier;
import dev.kith.engine.store.ListImport;
import dev.kith.engine.store.ListKind;
import dev.kith.engine.store.ListSettings;
import dev.kith.engine.store.Run;
import dev.kith.spi.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The saved lists of a history: the contacts with a label, which looks at them once more, and those outside of Goes. */
final class HistoryLists {
    static final String LABELLED = "label:" + HistoryCrm.NEWSLETTER;
    static final String OUTSIDE_GOES = "filter:1";
    static final Map<String, String> OF_LABELS =
            Map.of(HistoryCrm.NEWSLETTER, LABELLED, HistoryCrm.OFFERS, "label:" + HistoryCrm.OFFERS);

    /** Where each list may be brought to. */
    static final Map<String, List<String>> CARRIERS =
            Map.of(LABELLED, List.of("Vip", "Gold"), OUTSIDE_GOES, List.of("Club"));

    private final HistoryStage stage;

    HistoryLists(HistoryStage stage) {
        this.stage = stage;
    }

    static boolean isOn(String list, HistoryCrm.Person person) {
        return list.equals(OUTSIDE_GOES)
                ? !person.city.equals("Goes")
                : person.labels.contains(list.substring("label:".length()));
    }

    void configure(String list, ListKind kind, String attribute) {
        assertThat(CARRIERS.get(list)).contains(attribute);
        ListCarrier carrier = new ListCarrier(ListCarrier.Type.ATTRIBUTE, attribute);
        stage.store()
                .savedLists()
                .put(
                        new ListSettings(HistoryStage.ID, list, list, kind, carrier, attribute, false),
                        new AuditEntry(
                                stage.world.clock.instant(),
                                "test",
                                "list.configure",
                                HistoryStage.ID,
                                "",
                                "",
                                Map.of()));
    }

    void configureAll() {
        CARRIERS.forEach((list, attributes) -> configure(list, ListKind.OVERVIEW, attributes.get(0)));
    }

    /** As a person does: a list is begun, brought elsewhere, or switched off. */
    void configureSome() {
        String list = some(List.copyOf(new TreeSet<>(CARRIERS.keySet())));
        ListKind kind = some(List.of(ListKind.OVERVIEW, ListKind.SELECTION, ListKind.OVERVIEW, ListKind.OFF));
        String attribute = some(requireNonNull(CARRIERS.get(list)));
        // Who switches a list off says nothing of its carrier.
        String carrier = settings(list)
                .filter(before -> kind == ListKind.OFF)
                .map(ListSettings::carrierName)
                .orElse(attribute);
        stage.world.say("list " + list + " is " + kind + " with " + carrier);
        configure(list, kind, carrier);
    }

    void importSome() {
        List<String> all = configured();
        if (!all.isEmpty()) {
            stage.imported(some(all));
        }
    }

    List<String> configured() {
        return stage.store().savedLists().list(HistoryStage.ID).stream()
                .map(ListSettings::list)
                .toList();
    }

    private <T> T some(List<T> all) {
        return all.get(stage.world.random.nextInt(all.size()));
    }

    Optional<ListSettings> settings(String list) {
        return stage.store().savedLists().find(HistoryStage.ID, list);
    }

    /** Members whose profile exists by now get the membership (D36). */
    void give() {
        new ListGiving(
                        HistoryStage.ID,
                        stage.store(),
                        () -> writer(new Patience(Duration.ZERO, stage.world.clock, stage.world.clock)),
                        stage::tools,
                        stage.locks())
                .give(() -> false);
    }

    ListPass pass(Run run, String owner) {
        ListSettings list =
                settings(run.list().map(ListImport::list).orElseThrow()).orElseThrow();
        Patience patience = new Patience(Duration.ofMinutes(5), stage.world.clock, stage.world.clock);
        ListSettle settle = new ListSettle(stage.store(), run, owner, list);
        ListWriter writer = writer(patience);
        Optional<String> label =
                Optional.of(HistoryCrm.NEWSLETTER).filter(any -> list.list().equals(LABELLED));
        ListRemoval removal = new ListRemoval(
                stage.store(),
                run,
                list,
                settle,
                new ListRemoval.Parts(writer, stage.crm.comparing(), patience, label, carrier -> false, stage.locks()),
                () -> false);
        ListPass.Parts parts = new ListPass.Parts(
                settle,
                writer,
                () -> new Pages(
                        cursor -> stage.crm.read(Reading.membersOf(list.list()), cursor),
                        patience,
                        Runnable::run,
                        () -> false,
                        Optional.empty()),
                removal,
                stage.locks(),
                stage.crash,
                stage.world.clock);
        return new ListPass(stage.store(), run, list, parts, () -> false);
    }

    private ListWriter writer(Patience patience) {
        return new ListWriter(stage.audience, Optional.empty(), Optional.of(stage.audience), patience);
    }
}
