package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.rules.RuleProblem;
import dev.kith.engine.rules.RuleSet;
import dev.kith.engine.store.AuditEntry;
import dev.kith.engine.store.ListCarrier;
import dev.kith.engine.store.ListKind;
import dev.kith.engine.store.ListMember;
import dev.kith.engine.store.ListSettings;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.Store;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.SavedList;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An integration's Overviews and Selections: looked at, configured and imported by people. Thread-safe. */
public final class Lists implements AutoCloseable {
    private final String integration;
    private final Systems systems;
    private final Store store;
    private final Clock clock;
    private final ListRefresh refresh;
    private final RunControl runs;
    private final ZoneId zone;

    /** @param zone of the mornings */
    Lists(
            String integration,
            Systems systems,
            Store store,
            Clock clock,
            ListRefresh refresh,
            RunControl runs,
            ZoneId zone) {
        this.integration = requireNonNull(integration, "integration");
        this.systems = requireNonNull(systems, "systems");
        this.store = requireNonNull(store, "store");
        this.clock = requireNonNull(clock, "clock");
        this.refresh = requireNonNull(refresh, "refresh");
        this.runs = requireNonNull(runs, "runs");
        this.zone = requireNonNull(zone, "zone");
    }

    /**
     * All lists of the CRM, and those that were configured and are no more. Blocks on the CRM.
     *
     * @throws ConnectorException when the CRM can't be asked
     */
    public List<ListStatus> all() {
        Map<String, ListSettings> configured = new HashMap<>();
        store.savedLists().list(integration).forEach(list -> configured.put(list.list(), list));
        List<ListStatus> all = new ArrayList<>();
        for (SavedList list : systems.crmDescription().savedLists()) {
            all.add(status(list.key(), list.title(), true, Optional.ofNullable(configured.remove(list.key()))));
        }
        configured.values().stream()
                .sorted((one, other) -> one.list().compareTo(other.list()))
                .forEach(gone -> all.add(status(gone.list(), gone.title(), false, Optional.of(gone))));
        return all;
    }

    /** The lists that are configured, by their titles, taken to be in the CRM still; asks nobody. */
    public List<ListStatus> configured() {
        return store.savedLists().list(integration).stream()
                .sorted(Comparator.comparing(ListSettings::title).thenComparing(ListSettings::list))
                .map(list -> status(list.list(), list.title(), true, Optional.of(list)))
                .toList();
    }

    /**
     * What another list may be brought to. Blocks on both systems.
     *
     * @throws ConnectorException when a system can't be asked
     */
    public ListOffer offer() {
        Descriptions now = systems.describe();
        return ListOffer.of(
                now,
                new ListChoice(now.audience(), systems.ruleSet().orElseThrow()),
                store.savedLists().list(integration),
                carrier -> store.savedLists().holding(integration, carrier, "").isPresent());
    }

    private ListStatus status(String key, String title, boolean inCrm, Optional<ListSettings> settings) {
        return new ListStatus(
                key,
                title,
                inCrm,
                settings,
                count(settings, ListMember.State.SET),
                count(settings, ListMember.State.WAITING),
                settings.flatMap(list -> store.savedLists().lastRun(integration, key)),
                settings.filter(list -> list.kind() == ListKind.OVERVIEW && list.recurring() && runs.isReady())
                        .map(list -> NewContactWait.nextDailyRun(clock.instant(), zone)));
    }

    private long count(Optional<ListSettings> settings, ListMember.State state) {
        return settings.map(list -> store.listMembers().count(list, state)).orElse(0L);
    }

    /**
     * Says how a list is to be brought to the audience; a Selection is imported soon. What stands at an earlier carrier is
     * taken off by the next import. Blocks on both systems.
     *
     * @param actor who asks for it, for the audit log
     * @return empty when the CRM has no such list
     * @throws ListRefused when the carrier can't be had
     * @throws ConnectorException when a system can't be asked
     */
    public Optional<ListStatus> configure(String key, ListRequest asked, String actor) throws ListRefused {
        Descriptions now = systems.describe();
        Optional<SavedList> list = now.crm().savedLists().stream()
                .filter(candidate -> candidate.key().equals(key))
                .findFirst();
        if (list.isEmpty()) {
            return Optional.empty();
        }
        if (asked.kind() == ListKind.SELECTION && asked.recurring()) {
            throw new ListRefused(
                    "A Selection is kept in step, so it can't be recurring as well. Leave recurring out.");
        }
        if (asked.carrier() == ListCarrier.Type.TAG
                && systems.audience().tagger().isEmpty()) {
            throw new ListRefused("The audience's connector sets no tags. Choose an attribute for the list.");
        }
        ListCarrier carrier = new ListChoice(now.audience(), systems.ruleSet().orElseThrow()).of(asked);
        refuseTaken(key, carrier, asked.name());
        return Optional.of(put(
                new ListSettings(
                        integration, key, list.get().title(), asked.kind(), carrier, asked.name(), asked.recurring()),
                true,
                actor));
    }

    private void refuseTaken(String key, ListCarrier carrier, String name) throws ListRefused {
        Optional<ListSettings> other = store.savedLists().holding(integration, carrier, key);
        if (other.isPresent()) {
            throw new ListRefused("The " + carrier.type().word() + " \"" + name + "\" belongs to the list \""
                    + other.get().title() + "\", or is still to be taken from its members by its next import. Choose"
                    + " another one.");
        }
    }

    /**
     * Brings a list to the audience no more: an import soon takes from its members what they have of it. Also of one that the
     * CRM has no more.
     *
     * @return empty when it isn't configured
     */
    public Optional<ListStatus> switchOff(String key, String actor) {
        return store.savedLists()
                .find(integration, key)
                .map(list -> put(
                        new ListSettings(
                                integration,
                                key,
                                list.title(),
                                ListKind.OFF,
                                list.carrier(),
                                list.carrierName(),
                                false),
                        systems.crmDescription().savedLists().stream()
                                .anyMatch(candidate -> candidate.key().equals(key)),
                        actor));
    }

    private ListStatus put(ListSettings settings, boolean inCrm, String actor) {
        Map<String, Object> details = Map.of(
                "kind",
                settings.kind().word(),
                settings.carrier().type().word(),
                settings.carrierName(),
                "recurring",
                String.valueOf(settings.recurring()));
        store.savedLists()
                .put(
                        settings,
                        new AuditEntry(
                                clock.instant(), actor, "list.configure", integration, settings.list(), "", details));
        refresh.configured(settings.list());
        return status(settings.list(), settings.title(), inCrm, Optional.of(settings));
    }

    /**
     * Starts the import of a list in the background.
     *
     * @param force writes also what profiles have, and takes an empty list for empty
     * @throws ListRefused when it isn't configured
     * @throws RunRefused when the integration isn't ready, or an import of the list hasn't ended
     */
    public Run startImport(String key, boolean force) throws ListRefused, RunRefused {
        if (store.savedLists().find(integration, key).isEmpty()) {
            throw new ListRefused("Saved list \"" + key + "\" isn't configured, so nobody knows what its members get."
                    + " PUT /api/v1/integrations/" + integration + "/saved-lists/" + key + " says it.");
        }
        return runs.startList(key, force);
    }

    /** Lists whose attribute a rule set writes as well: they are not imported while it is active. */
    List<RuleProblem> warnings(RuleSet rules) {
        return store.savedLists().list(integration).stream()
                .filter(list -> list.kind() != ListKind.OFF
                        && list.carrier().type() == ListCarrier.Type.ATTRIBUTE
                        && rules.attributes().contains(list.carrierName()))
                .map(list -> new RuleProblem(
                        "",
                        0,
                        "",
                        "The attribute \"" + list.carrierName() + "\" belongs to the saved list \"" + list.title()
                                + "\". As long as a mapping writes it, the list is not imported."))
                .toList();
    }

    void start() {
        refresh.begin(runs::startListIfPossible, runs::isReady);
    }

    /** Every hour. */
    void hourly() {
        refresh.hourly();
    }

    /** Every morning. */
    void morning() {
        refresh.morning();
    }

    void stop() {
        refresh.stop();
    }

    @Override
    public void close() {
        refresh.close();
    }
}
