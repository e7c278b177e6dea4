package dev.kith.engine.sync;

import java.util.Locale;

/**
 * Told at every step after which a crash must lose nothing. Production does nothing; tests end the process or the thread
 * there.
 */
@FunctionalInterface
public interface CrashPoint {

    /**
     * The steps of a run, in their order, those of imports and batches only in bulk, those of merges, of those who left and
     * of what the guard releases only with some; then
     * those of an event.
     */
    enum Step {
        RUN_CREATED,
        RUN_CLAIMED,
        PAGE_READ,
        PAGE_PLANNED,
        INTENT_STORED,
        IMPORT_REQUESTED,
        IMPORT_UPLOADED,
        IMPORT_QUEUED,
        IMPORT_IN_PROGRESS,
        IMPORT_ENDED,
        PAGE_DELIVERED,
        BATCH_PART_SETTLED,
        BATCH_SETTLED,
        PAGE_SETTLED,
        LAST_PAGE_SETTLED,
        MERGE_INTENT_STORED,
        MERGE_DELIVERED,
        STAGED_JUDGED,
        RELEASE_INTENT_STORED,
        RELEASE_DELIVERED,
        LEAVING_INTENT_STORED,
        LEAVING_DELIVERED,
        RUN_FINISHED,
        EVENT_STORED,
        EVENT_CLAIMED,
        EVENT_PLANNED,
        EVENT_INTENT_STORED,
        EVENT_DELIVERED,
        EVENT_SETTLED
    }

    void reached(Step step);

    static CrashPoint none() {
        return step -> {};
    }

    /**
     * Halts the JVM, without shutdown hooks, the {@code n}-th time a step is reached.
     *
     * @param text the step's name, such as {@code PAGE_SETTLED}, and optionally {@code :n}
     */
    static CrashPoint haltAt(String text) {
        String[] parts = text.split(":", 2);
        Step wanted = Step.valueOf(parts[0].toUpperCase(Locale.ROOT));
        int[] left = {parts.length == 2 ? Integer.parseInt(parts[1]) : 1};
        return step -> {
            if (step == wanted && --left[0] == 0) {
                Runtime.getRuntime().halt(137);
            }
        };
    }
}
