package dev.kith.engine.sync;

import static dev.kith.engine.sync.Given.contact;
import static dev.kith.engine.sync.Given.inScope;
import static dev.kith.engine.sync.Given.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.ProfileSink;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.Urgency;
import dev.kith.spi.WriteResult;
import dev.kith.spi.WriteResult.Effect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    private final SteppingClock clock = new SteppingClock();
    private final List<List<String>> rounds = new ArrayList<>();
    private final Map<String, List<ConnectorException>> failures = new HashMap<>();

    /** D39: the lowest contact key goes first. */
    @Test
    void writesInTheOrderOfContactKeys() {
        deliver("b", "c", "a");
        assertThat(rounds).containsExactly(List.of("a", "b", "c"));
    }

    @Test
    void repeatsOnlyWhatFailedForNow() {
        failures.put("b", new ArrayList<>(List.of(new ConnectorException(Kind.TRANSIENT, "down"))));
        Delivery.Delivered delivered = deliver("a", "b", "c");
        assertThat(rounds).containsExactly(List.of("a", "b", "c"), List.of("b"));
        assertThat(delivered.outcomes()).hasSize(3);
        assertThat(delivered.end()).isEmpty();
    }

    @Test
    void aRefusedContactStopsNobody() {
        failures.put("a", new ArrayList<>(List.of(new ConnectorException(Kind.REJECTED, "locked"))));
        Delivery.Delivered delivered = deliver("a", "b");
        assertThat(delivered.end()).isEmpty();
        assertThat(delivered.outcomes().get(0).result().orElseThrow().failure()).isPresent();
        assertThat(delivered.outcomes().get(1).result().orElseThrow().failure()).isEmpty();
    }

    @Test
    void badCredentialsEndTheRunAndKeepWhatWasWritten() {
        failures.put("b", new ArrayList<>(List.of(new ConnectorException(Kind.AUTH, "refused"))));
        Delivery.Delivered delivered = deliver("a", "b", "c");
        assertThat(delivered.end()).map(Throwable::getMessage).contains("refused");
        assertThat(delivered.outcomes()).extracting(o -> o.plan().contactKey()).containsExactly("a", "c");
        assertThat(rounds).hasSize(1);
    }

    @Test
    void endsTheRunWhenPatienceEnds() {
        List<ConnectorException> always = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            always.add(new ConnectorException(Kind.TRANSIENT, "down"));
        }
        failures.put("b", always);
        Delivery.Delivered delivered = deliver("a", "b");
        assertThat(delivered.end()).map(Throwable::getMessage).contains("down");
        assertThat(delivered.outcomes()).extracting(o -> o.plan().contactKey()).containsExactly("a");
    }

    private Delivery.Delivered deliver(String... keys) {
        Planner planner = Given.planner();
        List<Plan> plans = Stream.of(keys)
                .map(key -> planner.plan(contact(key), unknown(key), inScope(Map.of())))
                .toList();
        ProfileSink sink = writes -> {
            rounds.add(writes.stream().map(ProfileWrite::profileKey).toList());
            return writes.stream().map(this::result).toList();
        };
        return new Delivery(sink, Optional.empty(), new Patience(Duration.ofMinutes(1), clock, clock), Urgency.RUN)
                .deliver(plans, () -> false);
    }

    private WriteResult result(ProfileWrite write) {
        List<ConnectorException> left = failures.getOrDefault(write.profileKey(), List.of());
        if (left.isEmpty()) {
            return new WriteResult(Effect.CREATED, List.of(), List.of(), Optional.empty());
        }
        return new WriteResult(Effect.NONE, List.of(), List.of(), Optional.of(left.remove(0)));
    }
}
