package dev.kith.engine.store;

import static java.util.Objects.requireNonNull;

/**
 * One contact that a run could not process, wholly or in part; without any value of the person.
 *
 * @param stage read, decide, write or consent
 * @param cause what went wrong
 * @param advice what to do
 */
public record RunIssue(String contactKey, String stage, String cause, String advice) {
    public RunIssue {
        requireNonNull(contactKey, "contactKey");
        requireNonNull(stage, "stage");
        requireNonNull(cause, "cause");
        requireNonNull(advice, "advice");
    }
}
