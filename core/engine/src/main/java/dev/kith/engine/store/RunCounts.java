package dev.kith.engine.store;

/** How many contacts of a run came out how; consents, issues and staged actions are counted one by one. */
public record RunCounts(
        long read,
        long created,
        long updated,
        long unchanged,
        long outOfScope,
        long erased,
        long issues,
        long consents,
        long staged) {
    public static final RunCounts ZERO = new RunCounts(0, 0, 0, 0, 0, 0, 0, 0, 0);

    public RunCounts plus(RunCounts other) {
        return new RunCounts(
                read + other.read,
                created + other.created,
                updated + other.updated,
                unchanged + other.unchanged,
                outOfScope + other.outOfScope,
                erased + other.erased,
                issues + other.issues,
                consents + other.consents,
                staged + other.staged);
    }
}
