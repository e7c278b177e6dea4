package dev.kith.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a text from outside does to a compiler ends on the compile's own thread. */
class CompileThreadTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void anErrorBecomesAProblemOfTheRules() {
        assertThat(problem(CompileThreadTest::overflow, LONG))
                .isEqualTo("The rules can't be compiled (StackOverflowError). Take out the rule you changed last.");
        assertThat(problem(
                        () -> {
                            throw new OutOfMemoryError("as a compiler would");
                        },
                        LONG))
                .isEqualTo("The rules can't be compiled (OutOfMemoryError). Take out the rule you changed last.");
        assertThat(problem(
                        () -> {
                            throw new ThreadDeath();
                        },
                        LONG))
                .contains("(ThreadDeath)");
    }

    @SuppressWarnings("InfiniteRecursion")
    private static RuleSet overflow() {
        return overflow();
    }

    @Test
    void aCompileOverItsTimeIsRefusedAndEndsAtItsNextLookUpOfAClass() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        String problem = problem(
                () -> {
                    try {
                        while (true) {
                            CompileThread.goOn();
                        }
                    } finally {
                        ended.countDown();
                    }
                },
                Duration.ofMillis(50));

        assertThat(problem).startsWith("The rules take too long to compile (over 0 s).");
        ended.await();
    }

    @Test
    void theWholeOfARuleSetIsCompiledWithinItsTime() {
        RuleFiles files = Texts.with(RuleKind.CONDITION, Texts.rule("R", "city == \"x\"", "contact.deny(\"no\");"));

        RuleSetException refused = catchThrowableOfType(
                RuleSetException.class,
                () -> RuleSets.compile(files, Duration.ofMillis(1)).close());

        assertThat(refused.problems()).singleElement().asString().contains("too long to compile");
    }

    private static String problem(Supplier<RuleSet> work, Duration limit) {
        RuleSetException refused = catchThrowableOfType(
                RuleSetException.class,
                () -> CompileThread.call(work, RuleSet::close, limit).close());
        assertThat(refused.problems()).hasSize(1);
        return refused.problems().get(0).message();
    }
}
