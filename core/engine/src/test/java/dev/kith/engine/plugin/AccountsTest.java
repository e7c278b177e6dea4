package dev.kith.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.Token;
import dev.kith.spi.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class AccountsTest {
    private final ManualTime time = new ManualTime();
    private final Accounts accounts = new Accounts(time, time);
    private final AtomicInteger fetched = new AtomicInteger();

    @Test
    void aTokenIsKeptUntil60SecondsBeforeItsEnd() {
        Token first = accounts.token("a", lasting(Duration.ofHours(1)));
        time.advance(Duration.ofSeconds(3539));
        assertThat(accounts.token("a", lasting(Duration.ofHours(1)))).isSameAs(first);
        time.advance(Duration.ofSeconds(1));
        assertThat(accounts.token("a", lasting(Duration.ofHours(1))).value()).isEqualTo("token 2");
    }

    @Test
    void aShortLivedTokenIsKeptForHalfItsLife() {
        accounts.token("a", lasting(Duration.ofSeconds(60)));
        time.advance(Duration.ofSeconds(29));
        accounts.token("a", lasting(Duration.ofSeconds(60)));
        assertThat(fetched).hasValue(1);
        time.advance(Duration.ofSeconds(1));
        accounts.token("a", lasting(Duration.ofSeconds(60)));
        assertThat(fetched).hasValue(2);
    }

    @Test
    void refusingForgetsThatTokenOnly() {
        Token first = accounts.token("a", lasting(Duration.ofHours(1)));
        accounts.refuse("a", first);
        Token second = accounts.token("a", lasting(Duration.ofHours(1)));
        accounts.refuse("a", first);
        assertThat(accounts.token("a", lasting(Duration.ofHours(1)))).isSameAs(second);
        assertThat(fetched).hasValue(2);
    }

    @Test
    void accountsDoNotShareTokens() {
        assertThat(accounts.token("a", lasting(Duration.ofHours(1))))
                .isNotEqualTo(accounts.token("b", lasting(Duration.ofHours(1))));
    }

    @Test
    void aRunGetsThreeQuartersOfTheRateAndWhatIsUrgentAQuarterMeanwhile() {
        Turns turns = new Turns();
        Instant now = time.instant();
        for (int i = 0; i < 4; i++) {
            assertThat(turns.reserve(now, 4, Urgency.RUN)).isEqualTo(third().multipliedBy(i));
        }
        assertThat(turns.reserve(now, 4, Urgency.NOW)).isZero();
        assertThat(turns.reserve(now, 4, Urgency.NOW)).isEqualTo(Duration.ofSeconds(1));
        Instant later = now.plusSeconds(10);
        assertThat(turns.reserve(later, 4, Urgency.NOW)).isZero();
        assertThat(turns.reserve(later, 4, Urgency.NOW)).isEqualTo(Duration.ofMillis(250));
    }

    /** 1/3 s, rounded up to nanoseconds. */
    private static Duration third() {
        return Duration.ofNanos(333_333_334);
    }

    @Test
    void connectorsOfOneKindShareAnAccountAndOtherKindsDoNot() {
        HostContext one = TestContext.of("acme", "https://a.example.test", time, accounts);
        HostContext two = TestContext.of("acme", "https://a.example.test", time, accounts);
        HostContext other = TestContext.of("other", "https://a.example.test", time, accounts);
        Token token = one.token("a", lasting(Duration.ofHours(1)));
        assertThat(two.token("a", lasting(Duration.ofHours(1)))).isSameAs(token);
        assertThat(other.token("a", lasting(Duration.ofHours(1)))).isNotEqualTo(token);
        two.refuse("a", token);
        assertThat(one.token("a", lasting(Duration.ofHours(1)))).isNotEqualTo(token);
    }

    @Test
    void oneThreadFetchesAndTheOthersGetItsToken() throws Exception {
        assertThat(together(lasting(Duration.ofHours(1)))).containsOnly("token 1");
        assertThat(fetched).hasValue(1);
    }

    @Test
    void oneThreadFailsAndTheOthersGetItsFailureOnce() throws Exception {
        Supplier<Token> refused = () -> {
            fetched.incrementAndGet();
            throw new ConnectorException(Kind.AUTH, "wrong secret");
        };
        assertThat(together(refused)).containsOnly("wrong secret");
        assertThat(fetched).hasValue(1);
        assertThat(accounts.token("a", lasting(Duration.ofHours(1))).value()).isEqualTo("token 2");
    }

    @Test
    void aFetchThatAsksForItsOwnAccountFailsRatherThanHangs() {
        assertThatIllegalStateException()
                .isThrownBy(() -> accounts.token("a", () -> accounts.token("a", lasting(Duration.ofHours(1)))))
                .withMessageContaining("asks for the same account's token");
    }

    @Test
    void turnsAreSpacedByTheRate() {
        for (int i = 0; i < 5; i++) {
            accounts.awaitTurn("a", 4, Urgency.NOW);
        }
        assertThat(time.pauses())
                .containsExactly(
                        Duration.ZERO,
                        Duration.ofMillis(250),
                        Duration.ofMillis(250),
                        Duration.ofMillis(250),
                        Duration.ofMillis(250));
    }

    @Test
    void anIdleAccountSavesNoTurns() {
        accounts.awaitTurn("a", 1, Urgency.NOW);
        time.advance(Duration.ofMinutes(10));
        accounts.awaitTurn("a", 1, Urgency.NOW);
        accounts.awaitTurn("a", 1, Urgency.NOW);
        assertThat(time.pauses()).containsExactly(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(1));
    }

    @Test
    void turnsOfSeveralConnectorsCountTogether() {
        TestContext.of("acme", "https://a.example.test", time, accounts).awaitTurn("a", 2);
        TestContext.of("acme", "https://a.example.test", time, accounts).awaitTurn("a", 2);
        TestContext.of("acme", "https://a.example.test", time, accounts).awaitTurn("b", 2);
        assertThat(time.pauses()).containsExactly(Duration.ZERO, Duration.ofMillis(500), Duration.ZERO);
    }

    @Test
    void waitingThreadsTakeTurnsInTheOrderOfAsking() {
        Turns turns = new Turns();
        assertThat(turns.reserve(time.instant(), 10, Urgency.NOW)).isZero();
        assertThat(turns.reserve(time.instant(), 10, Urgency.NOW)).isEqualTo(Duration.ofMillis(100));
        assertThat(turns.reserve(time.instant(), 10, Urgency.NOW)).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void aClockSetBackDoesNotStopTheCalls() {
        accounts.awaitTurn("a", 1, Urgency.NOW);
        time.advance(Duration.ofHours(-1));
        accounts.awaitTurn("a", 1, Urgency.NOW);
        accounts.awaitTurn("a", 1, Urgency.NOW);
        assertThat(time.pauses()).containsExactly(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(1));
    }

    @Test
    void unlimitedNeverWaits() {
        for (int i = 0; i < 1000; i++) {
            accounts.awaitTurn("a", Double.POSITIVE_INFINITY, Urgency.NOW);
        }
        assertThat(time.pauses()).isEmpty();
    }

    @Test
    void aRateOfNothingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> accounts.awaitTurn("a", 0, Urgency.NOW))
                .withMessage("A rate must be above 0 calls per second, was 0.0");
        assertThatIllegalArgumentException().isThrownBy(() -> accounts.awaitTurn("a", Double.NaN, Urgency.NOW));
    }

    @Test
    void aStoppingHostEndsWaitsAsTransient() throws Exception {
        HostWaiting waiting = new HostWaiting();
        waiting.pause(Duration.ofMillis(1));
        waiting.pause(Duration.ofSeconds(-1));
        Thread waiter = new Thread(() -> assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> waiting.pause(Duration.ofDays(1000)))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.TRANSIENT)));
        List<Throwable> escaped = new ArrayList<>();
        waiter.setUncaughtExceptionHandler((thread, failure) -> escaped.add(failure));
        waiter.start();
        await().until(() -> waiter.getState() == Thread.State.TIMED_WAITING);
        waiting.close();
        waiter.join();
        assertThat(escaped).isEmpty();
    }

    /** Eight threads ask; the fetch waits until all the others wait for it. */
    private List<String> together(Supplier<Token> fetch) throws InterruptedException, ExecutionException {
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> askers = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(8, task -> {
            Thread thread = new Thread(task);
            askers.add(thread);
            return thread;
        });
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            answers.add(pool.submit(() -> ask(() -> {
                awaitQuietly(go);
                return fetch.get();
            })));
        }
        await().until(() -> askers.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));
        go.countDown();
        List<String> texts = new ArrayList<>();
        for (Future<String> answer : answers) {
            texts.add(answer.get());
        }
        pool.shutdown();
        return texts;
    }

    private String ask(Supplier<Token> fetch) {
        try {
            return accounts.token("a", fetch).value();
        } catch (ConnectorException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Supplier<Token> lasting(Duration life) {
        return () ->
                new Token("token " + fetched.incrementAndGet(), time.instant().plus(life));
    }
}
