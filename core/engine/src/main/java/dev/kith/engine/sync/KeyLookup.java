package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.KeyValue;
import dev.kith.engine.store.Run;
import dev.kith.engine.store.Settlement;
import dev.kith.engine.store.Store;
import dev.kith.spi.Attribute;
import dev.kith.spi.Attribute.Purpose;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.Export;
import dev.kith.spi.ProfileAddress;
import dev.kith.spi.ProfileExporter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out who holds the keys that a batch would give to profiles: by our links, and by one export of the audience's
 * addresses a run (D39). Blocks on the audience.
 */
final class KeyLookup {
    private static final Logger log = LoggerFactory.getLogger(KeyLookup.class);

    private final Store store;
    private final Run run;
    private final Audience audience;
    private final Optional<ProfileExporter> exporter;
    private final Patience patience;

    KeyLookup(Store store, Run run, Audience audience, Optional<ProfileExporter> exporter, Patience patience) {
        this.store = requireNonNull(store, "store");
        this.run = requireNonNull(run, "run");
        this.audience = requireNonNull(audience, "audience");
        this.exporter = requireNonNull(exporter, "exporter");
        this.patience = requireNonNull(patience, "patience");
    }

    /**
     * What is known of the keys of these plans; when the audience exports nothing, no address counts as free.
     *
     * @param done plans of the same batch that are delivered, but not settled yet
     */
    KeyFacts facts(List<Plan> plans, List<Plan> done, BooleanSupplier cancelled) {
        Set<KeyValue> sought = new HashSet<>();
        plans.forEach(plan -> sought.addAll(KeyShare.newKeys(plan, audience)));
        Set<String> batch = plans.stream().map(Plan::contactKey).collect(Collectors.toSet());
        Map<KeyValue, Set<String>> wanted = new HashMap<>();
        plans.forEach(plan -> add(wanted, plan));
        Map<KeyValue, Set<String>> linked =
                new HashMap<>(sought.isEmpty() ? Map.of() : store.links().holders(run.integration(), sought));
        done.forEach(plan -> add(linked, plan));
        if (!isExported(plans, cancelled)) {
            return new KeyFacts(false, Map.of(), Set.of(), linked, batch, wanted);
        }
        Set<String> addresses = sought.stream().map(KeyValue::text).collect(Collectors.toSet());
        return new KeyFacts(
                true,
                store.heldAddresses().holders(run.id(), addresses),
                store.heldAddresses().profiles(run.id(), batch),
                linked,
                batch,
                wanted);
    }

    private void add(Map<KeyValue, Set<String>> holders, Plan plan) {
        KeyShare.keys(plan, audience)
                .forEach(key ->
                        holders.computeIfAbsent(key, k -> new HashSet<>()).add(plan.contactKey()));
    }

    /** A mobile number that changes isn't worth an export by itself. */
    private boolean isWorthAnExport(List<Plan> plans) {
        Optional<String> email = audience.filledByHost(Purpose.EMAIL).map(Attribute::id);
        return plans.stream()
                .anyMatch(plan -> KeyShare.newKeys(plan, audience).stream()
                        .anyMatch(key -> !plan.before().profile()
                                || email.filter(key.attribute()::equals).isPresent()));
    }

    private boolean isExported(List<Plan> plans, BooleanSupplier cancelled) {
        if (store.heldAddresses().isWhole(run.id())) {
            return true;
        }
        if (exporter.isEmpty() || !isWorthAnExport(plans)) {
            return false;
        }
        try {
            patience.call(() -> export(exporter.get(), cancelled), cancelled);
            return store.heldAddresses().isWhole(run.id());
        } catch (ConnectorException e) {
            log.warn("Run {}: the audience's addresses were not exported: {}", run.id(), e.getMessage());
            return false;
        }
    }

    private boolean export(ProfileExporter from, BooleanSupplier cancelled) {
        try (Export<ProfileAddress> rows = from.exportAddresses()) {
            List<ProfileAddress> part = new ArrayList<>();
            for (Optional<ProfileAddress> row = rows.next(); row.isPresent(); row = rows.next()) {
                part.add(row.get());
                if (part.size() == Settlement.MAX_CONTACTS) {
                    if (cancelled.getAsBoolean()) {
                        return false;
                    }
                    store.heldAddresses().add(run.id(), part);
                    part.clear();
                }
            }
            store.heldAddresses().add(run.id(), part);
        }
        store.heldAddresses().whole(run.id());
        return true;
    }
}
