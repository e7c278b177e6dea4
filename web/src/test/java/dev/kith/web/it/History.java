package dev.kith.web.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kith.engine.store.EventSource;
import dev.kith.engine.store.EventState;
import dev.kith.engine.store.InboxCounts;
import dev.kith.engine.store.InboxEvent;
import dev.kith.web.it.Relay.Acknowledged;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Checks what an inbox holds in the end against what its senders saw acknowledged. Pure. */
final class History {
    private static final ObjectMapper JSON = new ObjectMapper();

    private History() {}

    /**
     * What is wrong, one line each; empty when every acknowledged delivery has an event of its own, every event has ended
     * in one state, and the counts are what the rows say.
     *
     * @param rows all events of the integration
     * @param counts as they were kept
     * @param anew as the rows have them
     */
    static List<String> problems(
            List<Acknowledged> acknowledged, List<InboxEvent> rows, InboxCounts counts, InboxCounts anew) {
        List<String> problems = new ArrayList<>(lost(acknowledged, rows));
        rows.stream()
                .filter(row -> row.state() == EventState.PENDING || row.state() == EventState.DEAD)
                .forEach(row -> problems.add("event " + row.id() + " of " + row.subject() + " is "
                        + row.state().word() + ": " + row.cause()));
        if (rows.size() != anew.received()) {
            problems.add("there are " + rows.size() + " events, but the rows count " + anew.received());
        }
        if (!counts.balanced() || !counts.equals(anew)) {
            problems.add("the counts are " + counts + ", but the rows say " + anew);
        }
        return problems;
    }

    /** Each delivery needs a row of its subject that was received between its sending and its answer. */
    private static List<String> lost(List<Acknowledged> acknowledged, List<InboxEvent> rows) {
        Map<String, List<Instant>> received = new HashMap<>();
        rows.stream()
                .filter(row -> row.source() == EventSource.WEBHOOK)
                .sorted(Comparator.comparing(InboxEvent::receivedAt))
                .forEach(row -> received.computeIfAbsent(row.subject().id(), id -> new ArrayList<>())
                        .add(row.receivedAt()));
        List<String> lost = new ArrayList<>();
        acknowledged.stream()
                .sorted(Comparator.comparing(Acknowledged::until))
                .filter(one -> !taken(one, received.getOrDefault(subject(one.body()), List.of())))
                .forEach(one -> lost.add("acknowledged at " + one.until() + ", but lost: " + one.body()));
        return lost;
    }

    private static boolean taken(Acknowledged one, List<Instant> received) {
        Instant from = one.from().truncatedTo(ChronoUnit.MILLIS);
        for (Iterator<Instant> all = received.iterator(); all.hasNext(); ) {
            Instant at = all.next();
            if (!at.isBefore(from) && !at.isAfter(one.until())) {
                all.remove();
                return true;
            }
        }
        return false;
    }

    private static String subject(String body) {
        try {
            JsonNode payload = JSON.readTree(body).path("payload");
            JsonNode entity = payload.findPath("entityId");
            return entity.isMissingNode() ? payload.findPath("relationshipId").asText() : entity.asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
