package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.ProfileSink;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.Urgency;
import dev.kith.spi.WriteResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Delivers the plans of a batch, and repeats those that failed for now: first the merges, then all writes. Blocks on the
 * audience.
 *
 * <p>Contacts go in the order of their keys, so that of two that share an address the lowest comes first (D39).
 */
final class Delivery {
    private final ProfileSink sink;
    private final Optional<Merger> merger;
    private final Patience patience;
    private final Urgency urgency;

    /** The merger is empty where no plan asks for a merge. */
    Delivery(ProfileSink sink, Optional<Merger> merger, Patience patience, Urgency urgency) {
        this.sink = requireNonNull(sink, "sink");
        this.merger = requireNonNull(merger, "merger");
        this.patience = requireNonNull(patience, "patience");
        this.urgency = requireNonNull(urgency, "urgency");
    }

    /** What was delivered, and the failure that ends the run, if one does; then the rest was not. */
    record Delivered(List<Written> outcomes, Optional<ConnectorException> end) {
        Delivered {
            outcomes = List.copyOf(outcomes);
            requireNonNull(end, "end");
        }
    }

    /**
     * Delivers a batch.
     *
     * @param cancelled when true, what fails for now isn't repeated any more
     */
    Delivered deliver(List<Plan> plans, BooleanSupplier cancelled) {
        Map<String, Merged> merged = new HashMap<>();
        try {
            for (Plan plan : plans) {
                plan.merge()
                        .map(merge -> merger.orElseThrow().merge(plan.contactKey(), merge, cancelled))
                        .ifPresent(done -> merged.put(plan.contactKey(), done));
            }
        } catch (ConnectorException e) {
            return new Delivered(List.of(), Optional.of(e));
        }
        List<Plan> adapted = plans.stream()
                .map(plan -> merged.containsKey(plan.contactKey())
                        ? merged.get(plan.contactKey()).adapt(plan)
                        : plan)
                .toList();
        Map<String, WriteResult> results = new LinkedHashMap<>();
        Optional<ConnectorException> end = write(writes(adapted), results, cancelled);
        List<Written> outcomes = adapted.stream()
                .filter(plan -> plan.write().isEmpty() || results.containsKey(plan.contactKey()))
                .map(plan -> written(plan, results, merged))
                .toList();
        return new Delivered(outcomes, end);
    }

    private static Written written(Plan plan, Map<String, WriteResult> results, Map<String, Merged> merged) {
        Optional<WriteResult> result = Optional.ofNullable(results.get(plan.contactKey()));
        Optional<Merged> merge = Optional.ofNullable(merged.get(plan.contactKey()));
        return new Written(
                plan,
                result.map(r -> merge.map(m -> m.adapt(r)).orElse(r)),
                merge.map(Merged::consents).orElse(List.of()));
    }

    private static List<ProfileWrite> writes(List<Plan> plans) {
        return plans.stream()
                .flatMap(plan -> plan.write().stream())
                .sorted(Comparator.comparing(ProfileWrite::profileKey))
                .toList();
    }

    private Optional<ConnectorException> write(
            List<ProfileWrite> writes, Map<String, WriteResult> results, BooleanSupplier cancelled) {
        List<ProfileWrite> left = new ArrayList<>(writes);
        Set<String> created = new HashSet<>();
        try {
            return patience.call(() -> round(left, results, created), cancelled);
        } catch (ConnectorException e) {
            return Optional.of(e);
        }
    }

    /** One try of all that is left; throws when some failed for now, so that patience repeats it. */
    private Optional<ConnectorException> round(
            List<ProfileWrite> left, Map<String, WriteResult> results, Set<String> created) {
        if (left.isEmpty()) {
            return Optional.empty();
        }
        List<WriteResult> round = sink.write(List.copyOf(left), urgency);
        List<ProfileWrite> again = new ArrayList<>();
        Optional<ConnectorException> end = Optional.empty();
        Optional<ConnectorException> forNow = Optional.empty();
        for (int i = 0; i < left.size(); i++) {
            Optional<ConnectorException> failure = round.get(i).failure();
            if (failure.isPresent() && endsRun(failure.get())) {
                end = failure;
            } else if (failure.filter(Patience::isForNow).isPresent()) {
                forNow = failure;
                again.add(left.get(i));
                if (round.get(i).effect() == WriteResult.Effect.CREATED) {
                    created.add(left.get(i).profileKey());
                }
            } else {
                results.put(
                        left.get(i).profileKey(),
                        whole(round.get(i), created.contains(left.get(i).profileKey())));
            }
        }
        left.clear();
        left.addAll(again);
        if (end.isEmpty() && forNow.isPresent()) {
            throw forNow.get();
        }
        return end;
    }

    /** A profile that an earlier try created is a created one. */
    private static WriteResult whole(WriteResult last, boolean created) {
        return created
                ? new WriteResult(WriteResult.Effect.CREATED, last.leftOut(), last.consents(), last.failure())
                : last;
    }

    static boolean endsRun(ConnectorException failure) {
        return switch (failure.kind()) {
            case CONFIG, AUTH -> true;
            case THROTTLED, TRANSIENT, REJECTED, BUG -> false;
        };
    }
}
