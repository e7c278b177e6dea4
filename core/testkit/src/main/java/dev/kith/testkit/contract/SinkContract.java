package dev.kith.testkit.contract;

import static dev.kith.testkit.contract.AudienceParts.optIn;
import static dev.kith.testkit.contract.AudienceParts.optOut;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kith.spi.Channel;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.ConsentResult;
import dev.kith.spi.ConsentResult.Outcome;
import dev.kith.spi.ConsentState;
import dev.kith.spi.ProfileSink;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.ProfileWrite.Existence;
import dev.kith.spi.Urgency;
import dev.kith.spi.WriteResult;
import dev.kith.spi.WriteResult.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@link ProfileSink} promises. */
public abstract class SinkContract extends AudienceContract {

    @Test
    void eachWriteHasItsResultInItsPlace() {
        writeNew("p1");
        List<ProfileWrite> writes = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            writes.add(
                    switch (i % 3) {
                        case 0 -> wanted("new" + i, Existence.UNKNOWN, Map.of());
                        case 1 ->
                            new ProfileWrite("gone" + i, Existence.KNOWN_NOT_CREATED, Map.of(), Set.of(), List.of());
                        default -> wanted("odd" + i, Existence.UNKNOWN, Map.of(), optIn("no such subscription"));
                    });
        }
        List<WriteResult> results = write(writes);
        assertThat(results).hasSameSizeAs(writes);
        for (int i = 0; i < 30; i++) {
            assertThat(results.get(i).effect()).isEqualTo(i % 3 == 1 ? Effect.NONE : Effect.CREATED);
            assertThat(results.get(i).consents()).hasSize(i % 3 == 2 ? 1 : 0);
        }
        assertThat(write(List.of())).isEmpty();
    }

    @Test
    void aWrongHintOfWhetherAProfileIsThereWorksAsWell() {
        assertThat(write(wanted("p1", Existence.KNOWN, Map.of(parts.text(), "a")))
                        .failure())
                .isEmpty();
        assertThat(attributes("p1")).containsEntry(parts.text(), "a");
        WriteResult again = write(wanted("p1", Existence.UNKNOWN, Map.of(parts.text(), "b")));
        assertThat(again).isEqualTo(new WriteResult(Effect.UPDATED, List.of(), List.of(), Optional.empty()));
        assertThat(attributes("p1")).containsEntry(parts.text(), "b");
        system.remove("p1");
        assertThat(write(wanted("p1", Existence.KNOWN, Map.of(parts.text(), "c")))
                        .failure())
                .isEmpty();
        assertThat(attributes("p1")).containsEntry(parts.text(), "c");
    }

    @Test
    void theSameWriteTwiceEndsInTheSameProfile() {
        ProfileWrite write = wanted(
                "p1",
                Existence.UNKNOWN,
                parts.values(1),
                optIn(parts.subscriptions().get(0)),
                optOut(parts.subscriptions().get(1)));
        assertThat(outcomes(write(write))).containsExactly(Outcome.WRITTEN, Outcome.WRITTEN);
        Map<String, String> attributes = attributes("p1");
        List<ConsentState> consents = system.consents("p1");
        WriteResult again = write(write);
        assertThat(again.failure()).isEmpty();
        assertThat(outcomes(again)).hasSize(2).first().isEqualTo(Outcome.ALREADY);
        assertThat(attributes("p1")).isEqualTo(attributes);
        assertThat(AudienceParts.granted(system.consents("p1"))).isEqualTo(AudienceParts.granted(consents));
    }

    @Test
    void everyTypeOfAttributeIsWrittenAndCleared() {
        Map<String, Object> values = parts.values(1);
        assertThat(write(wanted("p1", Existence.UNKNOWN, values)).leftOut()).isEmpty();
        assertThat(attributes("p1").keySet()).containsAll(values.keySet());
        String kept = parts.text();
        Set<String> cleared = new java.util.HashSet<>(values.keySet());
        cleared.remove(kept);
        WriteResult result = write(new ProfileWrite("p1", Existence.KNOWN, Map.of(), cleared, List.of()));
        assertThat(result).isEqualTo(new WriteResult(Effect.UPDATED, List.of(), List.of(), Optional.empty()));
        assertThat(attributes("p1")).containsKey(kept).doesNotContainKeys(cleared.toArray(String[]::new));
    }

    @Test
    void theKeyOfAProfileIsNeverCleared() {
        writeNew("p1");
        WriteResult result = write(new ProfileWrite("p1", Existence.KNOWN, Map.of(), Set.of(parts.email()), List.of()));
        assertThat(result.leftOut()).extracting(WriteResult.LeftOut::attribute).containsExactly(parts.email());
        assertThat(attributes("p1")).containsEntry(parts.email(), AudienceParts.address("p1"));
    }

    @Test
    void outOfScopeOnlyConsentsAreWrittenAndNothingIsCreated() {
        String subscription = parts.subscriptions().get(0);
        ProfileWrite withdrawal =
                new ProfileWrite("p1", Existence.KNOWN_NOT_CREATED, Map.of(), Set.of(), List.of(optOut(subscription)));
        assertThat(write(withdrawal).failure()).isEmpty();
        assertThat(system.attributes("p1")).isEmpty();
        writeNew("p1", optIn(subscription));
        assertThat(outcomes(write(withdrawal))).containsExactly(Outcome.WRITTEN);
        assertThat(granted("p1", subscription)).isFalse();
    }

    @Test
    void oneRefusalKeepsNothingElseFromBeingWritten() {
        String subscription = parts.subscriptions().get(0);
        WriteResult odd = write(wanted(
                "p1",
                Existence.UNKNOWN,
                Map.of("no such attribute", "x", parts.text(), "v"),
                optIn("no such subscription"),
                optIn(subscription)));
        assertThat(odd.leftOut()).extracting(WriteResult.LeftOut::attribute).containsExactly("no such attribute");
        assertThat(outcomes(odd)).containsExactly(Outcome.REFUSED, Outcome.WRITTEN);
        assertThat(odd.consents().get(0).message()).isNotBlank();
        assertThat(attributes("p1")).containsEntry(parts.text(), "v");
    }

    @Test
    void anOptOutOfThePersonIsKept() {
        String subscription = parts.subscriptions().get(0);
        writeNew("p1", optIn(subscription));
        system.optOut("p1", subscription, Channel.EMAIL);
        WriteResult result = writeNew("p1", optIn(subscription));
        assertThat(outcomes(result)).containsExactly(Outcome.OPT_OUT_KEPT);
        assertThat(granted("p1", subscription)).isFalse();
        assertThat(outcomes(writeNew("p1", optIn(subscription, Optional.of(Instant.EPOCH)))))
                .containsExactly(Outcome.OPT_OUT_KEPT);
        assertThat(granted("p1", subscription)).isFalse();
    }

    @Test
    void anOptOutGivesWayToAConsentThatIsNewer() {
        String subscription = parts.subscriptions().get(0);
        writeNew("p1");
        system.optOut("p1", subscription, Channel.EMAIL);
        Instant later = context.clock().instant().plus(Duration.ofDays(1));
        assertThat(outcomes(writeNew("p1", optIn(subscription, Optional.of(later)))))
                .containsExactly(Outcome.WRITTEN);
        assertThat(granted("p1", subscription)).isTrue();
    }

    @Test
    void aWithdrawalIsWrittenOnce() {
        String subscription = parts.subscriptions().get(0);
        writeNew("p1", optIn(subscription));
        assertThat(outcomes(writeNew("p1", optOut(subscription)))).containsExactly(Outcome.WRITTEN);
        assertThat(granted("p1", subscription)).isFalse();
        writeNew("p1", optOut(subscription));
        assertThat(system.consents("p1")).hasSize(1);
    }

    @Test
    void urgencyChangesNothingOfWhatIsWritten() {
        for (Urgency urgency : Urgency.values()) {
            ProfileWrite write = wanted(
                    urgency.name(),
                    Existence.UNKNOWN,
                    Map.of(parts.text(), "v"),
                    optIn(parts.subscriptions().get(0)));
            assertThat(as(ProfileSink.class).write(List.of(write), urgency))
                    .extracting(WriteResult::effect)
                    .containsExactly(Effect.CREATED);
        }
        assertThat(attributes("NOW").get(parts.text()))
                .isEqualTo(attributes("RUN").get(parts.text()));
        assertThat(AudienceParts.granted(system.consents("NOW")))
                .isEqualTo(AudienceParts.granted(system.consents("RUN")));
    }

    @Test
    void whatFailsForNowStandsInEveryResult() {
        writeNew("p0");
        context.cutOff();
        assertThat(failures()).containsExactly(Kind.TRANSIENT, Kind.TRANSIENT, Kind.TRANSIENT);
        context.answerAll(429);
        assertThat(failures()).hasSize(3).allMatch(kind -> kind == Kind.THROTTLED || kind == Kind.TRANSIENT);
        context.answerAll(401);
        assertThat(failures()).hasSize(3).allMatch(kind -> kind == Kind.AUTH || kind == Kind.CONFIG);
        context.restore();
        assertThat(system.attributes("p1")).isEmpty();
    }

    private List<Kind> failures() {
        return write(List.of(
                        wanted("p1", Existence.UNKNOWN, Map.of()),
                        wanted("p2", Existence.KNOWN, Map.of()),
                        wanted("p3", Existence.UNKNOWN, Map.of())))
                .stream()
                .flatMap(result -> result.failure().map(ConnectorException::kind).stream())
                .toList();
    }

    private static List<Outcome> outcomes(WriteResult result) {
        return result.consents().stream().map(ConsentResult::outcome).toList();
    }
}
