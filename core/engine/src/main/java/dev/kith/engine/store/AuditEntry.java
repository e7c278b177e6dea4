package dev.kith.engine.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;

/**
 * Something that was decided by a person or a program.
 *
 * @param actor the way it came in, such as {@code rest} or {@code cli}
 * @param action what was done, such as {@code rules.activate}
 * @param integration empty when it is about none
 * @param subject what it was done to: a version, an event, a run; empty for none
 * @param reason as given; empty when none was asked for
 * @param details further facts by name, without values of persons
 */
public record AuditEntry(
        Instant at,
        String actor,
        String action,
        String integration,
        String subject,
        String reason,
        Map<String, Object> details) {
    public AuditEntry {
        requireNonNull(at, "at");
        requireNonNull(actor, "actor");
        requireNonNull(action, "action");
        requireNonNull(integration, "integration");
        requireNonNull(subject, "subject");
        requireNonNull(reason, "reason");
        details = Map.copyOf(details);
    }
}
