package dev.kith.apsisone;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConsentResult;
import dev.kith.spi.WriteResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What has happened to one profile so far; it stands in the result even if the write stops halfway. One thread. */
final class Progress {
    private final Map<String, WriteResult.LeftOut> leftOut = new LinkedHashMap<>();
    private final List<ConsentResult> consents = new ArrayList<>();
    private WriteResult.Effect effect = WriteResult.Effect.NONE;

    void created() {
        effect = WriteResult.Effect.CREATED;
    }

    boolean isCreated() {
        return effect == WriteResult.Effect.CREATED;
    }

    /** A profile that was created in the same step stays a created one. */
    void updated() {
        if (effect == WriteResult.Effect.NONE) {
            effect = WriteResult.Effect.UPDATED;
        }
    }

    void leftOut(String attribute, String reason) {
        leftOut.putIfAbsent(attribute, new WriteResult.LeftOut(attribute, reason));
    }

    boolean leavesOut(String attribute) {
        return leftOut.containsKey(attribute);
    }

    /** For a value that is the key of another profile. */
    void taken(String attribute, String reason) {
        leftOut.putIfAbsent(attribute, new WriteResult.LeftOut(attribute, reason, true));
    }

    void consent(ConsentResult result) {
        if (result.outcome() == ConsentResult.Outcome.WRITTEN) {
            updated();
        }
        consents.add(result);
    }

    /** The same consent, with more to tell of it. */
    void told(ConsentResult was, ConsentResult now) {
        consents.set(consents.indexOf(was), now);
    }

    WriteResult result(Optional<ConnectorException> failure) {
        return new WriteResult(effect, List.copyOf(leftOut.values()), consents, failure);
    }
}
