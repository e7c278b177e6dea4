package dev.kith.engine.rules;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread that checks and compiles one rule set, with a small stack and a time limit: an Error in it becomes a problem of
 * the rules. A compile that is over its time is left behind and ends at its next look-up of a class; it keeps its turn until
 * then, so that such threads can't pile up.
 */
final class CompileThread extends Thread {

    private static final long STACK = 1024L * 1024;
    private static final Semaphore TURNS = new Semaphore(2);

    private CompileThread(Runnable work) {
        super(null, work, "rules-compile", STACK);
        setDaemon(true);
    }

    /** @param unwanted called with a result that came too late */
    static <T> T call(Supplier<T> work, Consumer<T> unwanted, Duration limit) {
        CompletableFuture<T> result = new CompletableFuture<>();
        CompileThread thread = new CompileThread(() -> run(work, unwanted, result));
        try {
            start(thread, limit);
            return result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw ofRules(e.getCause());
        } catch (TimeoutException e) {
            throw leave(
                    thread,
                    result,
                    unwanted,
                    "The rules take too long to compile (over " + limit.toSeconds()
                            + " s). Take out the rule you changed last, or make it simpler.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw leave(thread, result, unwanted, "The host is stopping. Compile the rules again later.");
        }
    }

    private static void start(CompileThread thread, Duration limit) throws InterruptedException {
        if (!TURNS.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw refused("Other rules are still being compiled. Try again later.");
        }
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            TURNS.release();
            throw refused("The host has no thread left to compile the rules. Try again later.");
        }
    }

    private static <T> void run(Supplier<T> work, Consumer<T> unwanted, CompletableFuture<T> result) {
        try {
            T rules = work.get();
            if (!result.complete(rules)) {
                unwanted.accept(rules);
            }
        } catch (Throwable e) {
            // Also an OutOfMemoryError: by now what filled the memory is out of reach.
            result.completeExceptionally(e);
        } finally {
            TURNS.release();
        }
    }

    private static <T> RuleSetException leave(
            CompileThread thread, CompletableFuture<T> result, Consumer<T> unwanted, String message) {
        RuleSetException refused = refused(message);
        if (!result.completeExceptionally(refused) && !result.isCompletedExceptionally()) {
            unwanted.accept(result.join());
        }
        thread.interrupt();
        return refused;
    }

    private static RuleSetException ofRules(@Nullable Throwable thrown) {
        if (thrown instanceof RuleSetException refused) {
            return refused;
        }
        String what = thrown == null ? "nothing" : thrown.getClass().getSimpleName();
        return refused("The rules can't be compiled (" + what + "). Take out the rule you changed last.");
    }

    private static RuleSetException refused(String message) {
        return new RuleSetException(List.of(new RuleProblem("", 0, "", message)));
    }

    /** Called on the compile's way; ends a compile that nobody waits for. */
    static void goOn() {
        if (Thread.currentThread() instanceof CompileThread thread && thread.isInterrupted()) {
            throw new IllegalStateException("The compile took too long");
        }
    }
}
