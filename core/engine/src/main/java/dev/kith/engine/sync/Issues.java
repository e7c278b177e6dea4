package dev.kith.engine.sync;

import dev.kith.engine.rules.Decision.RuleError;
import dev.kith.engine.store.RunIssue;
import dev.kith.engine.store.StagedKind;
import dev.kith.spi.ConnectorException;
import java.util.List;

/** Words the issues of contacts. No personal data: keys, names of rules and attributes, causes. */
final class Issues {
    static final String DECIDE = "decide";
    static final String WRITE = "write";
    static final String CONSENT = "consent";
    static final String GONE = "gone";

    private Issues() {}

    static RunIssue ruleFailed(String key, RuleError error) {
        return new RunIssue(
                key,
                DECIDE,
                "Rule \"" + error.rule() + "\" failed: " + error.message(),
                "Correct it in " + error.file() + ", line " + error.line() + ", then run again.");
    }

    static RunIssue labelsUnread(String key) {
        return new RunIssue(
                key,
                DECIDE,
                "The contact's labels could not be read whole, so no consent was decided",
                "Check that the connector's user may read labels, then run again.");
    }

    static RunIssue leftOut(String key, String attribute, String reason) {
        return new RunIssue(
                key,
                WRITE,
                "\"" + attribute + "\" was left out: " + reason,
                "The rest was written. Correct the value in the CRM or the mapping; it is then tried again.");
    }

    static RunIssue consentRefused(String key, String reason) {
        return new RunIssue(
                key,
                CONSENT,
                "A consent was refused: " + reason,
                "Check the subscription and its channel in the audience.");
    }

    static RunIssue gone(String key, String what) {
        return new RunIssue(
                key,
                GONE,
                "The contact is gone from the CRM. " + what,
                "Nothing has to be done. If it is back in the CRM, the next run links it again.");
    }

    static RunIssue unread(String key, long all) {
        return new RunIssue(
                key,
                GONE,
                "The CRM doesn't show the contact any more, like " + all
                        + " that were read by other settings of the CRM,"
                        + " so the change of settings may be the cause. Nothing was changed",
                "Correct the settings under \"crm\". If they are really gone, raise guard.count or guard.percent for one"
                        + " full sync.");
    }

    static RunIssue never(String key, StagedKind kind, List<String> parts) {
        return new RunIssue(
                key,
                WRITE,
                "Left out, since the settings never let \"" + kind.word() + "\" happen: " + String.join(", ", parts),
                "Do it by hand, or take the kind out of guard.never; it is then planned by the next run.");
    }

    static RunIssue failed(String key, ConnectorException failure) {
        return new RunIssue(
                key,
                WRITE,
                String.valueOf(failure.getMessage()),
                failure.kind() == ConnectorException.Kind.BUG
                        ? "Report this to the connector's author; the contact is tried again by the next run."
                        : "Correct the contact or the mapping; it is tried again by the next run.");
    }
}
