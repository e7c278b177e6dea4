package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConsentChange;
import dev.kith.spi.ConsentResult;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.ProfileWrite.Existence;
import dev.kith.spi.WriteResult;
import dev.kith.spi.WriteResult.Effect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Delivers plans that passed the gate. Whether a profile existed is told only by the write that would create it, so such a
 * profile gets its opt-ins by a second write: after it was created here, or after the gate let them pass.
 */
final class GuardedDelivery {
    /** So few profiles of unknown origin that a crash can't leave more in doubt than are let through without approval. */
    private static final int AT_A_TIME = 20;

    private final Delivery delivery;
    private final Gate gate;

    GuardedDelivery(Delivery delivery, Gate gate) {
        this.delivery = requireNonNull(delivery, "delivery");
        this.gate = requireNonNull(gate, "gate");
    }

    /** What may be written before it is known whether the profile existed. */
    static Plan first(Plan plan) {
        return Guard.mayExist(plan) ? plan.withWrite(withdrawals(plan.write().orElseThrow())) : plan;
    }

    /**
     * Delivers a batch whose first writes are stored as intents.
     *
     * @param intents stores what the second writes are about to do
     */
    Delivery.Delivered deliver(List<Plan> plans, Consumer<List<Plan>> intents, BooleanSupplier cancelled) {
        List<Written> outcomes = new ArrayList<>();
        Optional<ConnectorException> end = Optional.empty();
        for (List<Plan> part : parts(plans)) {
            if (end.isPresent() || (cancelled.getAsBoolean() && !outcomes.isEmpty())) {
                break;
            }
            end = deliver(part, intents, cancelled, outcomes);
        }
        return new Delivery.Delivered(outcomes, end);
    }

    /** In their order, since of two contacts the first gets an address that both have (D39). */
    private static List<List<Plan>> parts(List<Plan> plans) {
        List<List<Plan>> parts = new ArrayList<>();
        List<Plan> part = new ArrayList<>();
        int doubtful = 0;
        for (Plan plan : plans) {
            doubtful += Guard.mayExist(plan) ? 1 : 0;
            if (doubtful > AT_A_TIME) {
                parts.add(part);
                part = new ArrayList<>();
                doubtful = 1;
            }
            part.add(plan);
        }
        if (!part.isEmpty()) {
            parts.add(part);
        }
        return parts;
    }

    private Optional<ConnectorException> deliver(
            List<Plan> plans, Consumer<List<Plan>> intents, BooleanSupplier cancelled, List<Written> outcomes) {
        Map<String, Plan> whole = new LinkedHashMap<>();
        plans.forEach(plan -> whole.put(plan.contactKey(), plan));
        Delivery.Delivered first =
                delivery.deliver(plans.stream().map(GuardedDelivery::first).toList(), cancelled);
        Map<String, Written> done = new LinkedHashMap<>();
        List<Plan> created = new ArrayList<>();
        List<Plan> existing = new ArrayList<>();
        for (Written written : first.outcomes()) {
            String key = written.plan().contactKey();
            done.put(key, written);
            Plan asked = requireNonNull(whole.get(key), key);
            Optional<WriteResult> made =
                    written.result().filter(result -> result.failure().isEmpty());
            if (Guard.mayExist(asked) && made.isPresent()) {
                Plan plan = gate.reachable(asked, made.get());
                (made.get().effect() == Effect.CREATED ? created : existing).add(plan);
            }
        }
        List<Plan> passed =
                new ArrayList<>(created.stream().map(Plan::provenNew).toList());
        passed.addAll(gate.passExisting(existing));
        List<Plan> second = new ArrayList<>();
        for (Plan plan : passed) {
            if (optIns(plan).isEmpty()) {
                done.computeIfPresent(plan.contactKey(), (key, written) -> new Written(plan, written.result()));
            } else {
                second.add(plan);
            }
        }
        Optional<ConnectorException> end = optIn(second, done, intents, cancelled);
        outcomes.addAll(done.values());
        return first.end().or(() -> end);
    }

    /** What isn't answered any more is left out of the outcomes, so that its intent stays. */
    private Optional<ConnectorException> optIn(
            List<Plan> plans, Map<String, Written> done, Consumer<List<Plan>> intents, BooleanSupplier cancelled) {
        if (plans.isEmpty()) {
            return Optional.empty();
        }
        intents.accept(plans.stream().map(GuardedDelivery::exists).toList());
        Map<String, Plan> whole = new LinkedHashMap<>();
        plans.forEach(plan -> whole.put(plan.contactKey(), plan));
        Map<String, WriteResult> first = new LinkedHashMap<>();
        plans.forEach(plan -> {
            Written written = requireNonNull(done.remove(plan.contactKey()), plan.contactKey());
            first.put(plan.contactKey(), written.result().orElseThrow());
        });
        Delivery.Delivered second = delivery.deliver(
                plans.stream()
                        .map(plan -> plan.withWrite(
                                new ProfileWrite(plan.contactKey(), Existence.KNOWN, Map.of(), Set.of(), optIns(plan))))
                        .toList(),
                cancelled);
        for (Written written : second.outcomes()) {
            String key = written.plan().contactKey();
            WriteResult result =
                    both(requireNonNull(first.get(key), key), written.result().orElseThrow());
            done.put(key, new Written(requireNonNull(whole.get(key), key), Optional.of(result)));
        }
        return second.end();
    }

    /** From now on the profile is known, and whether it was created here. */
    private static Plan exists(Plan plan) {
        return plan.withBefore(new Memory(plan.before()).hasProfile(false).link());
    }

    private static ProfileWrite withdrawals(ProfileWrite write) {
        return new ProfileWrite(
                write.profileKey(),
                write.existence(),
                write.set(),
                write.clear(),
                of(write, ConsentChange.Type.OPT_OUT));
    }

    private static List<ConsentChange> optIns(Plan plan) {
        return plan.write().map(write -> of(write, ConsentChange.Type.OPT_IN)).orElse(List.of());
    }

    private static List<ConsentChange> of(ProfileWrite write, ConsentChange.Type type) {
        return write.consents().stream().filter(change -> change.type() == type).toList();
    }

    private static WriteResult both(WriteResult first, WriteResult second) {
        List<ConsentResult> consents = new ArrayList<>(first.consents());
        consents.addAll(second.consents());
        return new WriteResult(first.effect(), first.leftOut(), consents, second.failure());
    }
}
