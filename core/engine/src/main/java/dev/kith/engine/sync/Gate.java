package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.RunIssue;
import dev.kith.engine.store.StagedAction;
import dev.kith.engine.store.StagedActions;
import dev.kith.engine.store.StagedKind;
import dev.kith.engine.store.StagedState;
import dev.kith.spi.Contact;
import dev.kith.spi.WriteResult;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where plans pass between planner and delivery: what is dangerous goes on, or is taken out and staged, or is left out where
 * the settings say never. What a person approved goes on; what a person rejected stays out as long as it is the same.
 */
final class Gate {
    private final String integration;
    private final StagedActions staged;
    private final Guard guard;
    private final PastReadings readings;
    private final Set<StagedKind> never;
    private final Ruling ruling;
    private final Clock clock;

    Gate(
            String integration,
            StagedActions staged,
            Guard guard,
            PastReadings readings,
            Set<StagedKind> never,
            Ruling ruling,
            Clock clock) {
        this.integration = requireNonNull(integration, "integration");
        this.staged = requireNonNull(staged, "staged");
        this.guard = requireNonNull(guard, "guard");
        this.readings = requireNonNull(readings, "readings");
        this.never = Set.copyOf(never);
        this.ruling = requireNonNull(ruling, "ruling");
        this.clock = requireNonNull(clock, "clock");
    }

    /** What becomes of an action that nobody has decided about. */
    interface Ruling {
        /** Whether it may go on at once. */
        boolean admits(StagedKind kind, String contactKey);

        /** How it is staged otherwise. */
        StagedState state();

        /** The run that stages it; 0 for none. */
        long run();

        /** A run counts first and decides later. */
        static Ruling ofRun(long run) {
            return new Ruling() {
                @Override
                public boolean admits(StagedKind kind, String contactKey) {
                    return false;
                }

                @Override
                public StagedState state() {
                    return StagedState.COUNTING;
                }

                @Override
                public long run() {
                    return run;
                }
            };
        }
    }

    /**
     * Plans as they may be delivered now.
     *
     * @param contacts those that were planned; what the CRM doesn't show is missing
     */
    List<Plan> pass(List<Plan> plans, Collection<Contact> contacts) {
        Map<String, Contact> byKey = new HashMap<>();
        contacts.forEach(contact -> byKey.put(contact.key(), contact));
        Map<String, Contact> byPast = new HashMap<>(byKey);
        keys(plans.stream().filter(Guard::isReadOtherwise)).forEach(byPast::remove);
        byPast.putAll(askPast(plans));
        return pass(
                plans,
                plan -> guard.dangers(
                        plan,
                        Optional.ofNullable(byKey.get(plan.contactKey())),
                        Optional.ofNullable(byPast.get(plan.contactKey())),
                        false));
    }

    /** Contacts that lose a consent, and were read by other settings when they got it, as those would have them now. */
    private Map<String, Contact> askPast(List<Plan> plans) {
        Map<String, List<Plan>> byReading = plans.stream()
                .filter(plan -> Guard.isReadOtherwise(plan) && Guard.withdraws(plan))
                .collect(Collectors.groupingBy(plan -> plan.before().reading()));
        Map<String, Contact> found = new HashMap<>();
        byReading.forEach(
                (reading, some) -> readings.read(reading, keys(some.stream())).ifPresent(found::putAll));
        return found;
    }

    private static List<String> keys(Stream<Plan> plans) {
        return plans.map(Plan::contactKey).toList();
    }

    /** The same for profiles that we knew nothing of, and that turned out to exist. */
    List<Plan> passExisting(List<Plan> plans) {
        return pass(plans, plan -> guard.dangers(plan, Optional.empty(), Optional.empty(), true));
    }

    /** A plan without the opt-ins of channels whose address was left out of its first write. */
    Plan reachable(Plan plan, WriteResult first) {
        return guard.reachable(plan, first);
    }

    private List<Plan> pass(List<Plan> plans, Function<Plan, Guard.Dangers> judge) {
        List<Guard.Dangers> dangers = plans.stream().map(judge).toList();
        if (dangers.stream().allMatch(one -> one.parts().isEmpty())) {
            return plans;
        }
        Map<String, Map<StagedKind, StagedAction>> known =
                staged.of(integration, plans.stream().map(Plan::contactKey).toList());
        List<Plan> passed = new ArrayList<>(plans.size());
        for (int i = 0; i < plans.size(); i++) {
            Plan plan = plans.get(i);
            passed.add(pass(plan, dangers.get(i), known.getOrDefault(plan.contactKey(), Map.of())));
        }
        return passed;
    }

    private Plan pass(Plan plan, Guard.Dangers dangers, Map<StagedKind, StagedAction> known) {
        List<StagedAction> actions = new ArrayList<>();
        List<RunIssue> issues = new ArrayList<>();
        List<StagedKind> out = new ArrayList<>();
        dangers.parts().forEach((kind, parts) -> {
            if (never.contains(kind)) {
                out.add(kind);
                issues.add(Issues.never(plan.contactKey(), kind, parts));
            } else if (!goesOn(plan.contactKey(), kind, parts, known)) {
                out.add(kind);
                actions.add(action(plan.contactKey(), kind, parts, known));
            }
        });
        return Guard.without(plan, Set.copyOf(out), dangers).staging(actions, issues);
    }

    private boolean goesOn(String key, StagedKind kind, List<String> parts, Map<StagedKind, StagedAction> known) {
        StagedAction before = known.get(kind);
        if (before != null && before.state() == StagedState.RELEASED) {
            return true;
        }
        return !isRejected(before, parts) && ruling.admits(kind, key);
    }

    private StagedAction action(String key, StagedKind kind, List<String> parts, Map<StagedKind, StagedAction> known) {
        StagedState state = isRejected(known.get(kind), parts) ? StagedState.REJECTED : ruling.state();
        return new StagedAction(key, kind, parts, "", state, ruling.run(), clock.instant());
    }

    private static boolean isRejected(@Nullable StagedAction before, List<String> parts) {
        return before != null
                && before.state() == StagedState.REJECTED
                && before.parts().equals(parts);
    }
}
