package dev.kith.engine.plugin;

import static java.util.Objects.requireNonNull;

import dev.kith.spi.ConsentChange;
import dev.kith.spi.ConsentResult;
import dev.kith.spi.ProfileSink;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.Urgency;
import dev.kith.spi.WriteResult;
import java.util.Iterator;
import java.util.List;

/**
 * A plugin's {@link ProfileSink}, whose results are checked against the writes: settling a profile by another one's
 * result would record consents that were never written.
 */
final class GuardedSink implements ProfileSink {
    private final PluginCall call;
    private final ProfileSink sink;

    GuardedSink(PluginCall call, ProfileSink sink) {
        this.call = requireNonNull(call, "call");
        this.sink = requireNonNull(sink, "sink");
    }

    @Override
    public List<WriteResult> write(List<ProfileWrite> writes) {
        return checked(writes, call.list("write", () -> sink.write(writes)));
    }

    @Override
    public List<WriteResult> write(List<ProfileWrite> writes, Urgency urgency) {
        return checked(writes, call.list("write", () -> sink.write(writes, urgency)));
    }

    private List<WriteResult> checked(List<ProfileWrite> writes, List<WriteResult> results) {
        if (results.size() != writes.size()) {
            throw call.bug("write", "returned " + results.size() + " results for " + writes.size() + " writes");
        }
        for (int i = 0; i < results.size(); i++) {
            if (!inOrder(writes.get(i).consents(), results.get(i).consents())) {
                throw call.bug(
                        "write",
                        "returned results in another order: result " + (i + 1)
                                + " tells of consents that its write doesn't have, or not in its order");
            }
        }
        return results;
    }

    /** Whether each result belongs to a change; changes that were not tried have none. */
    private static boolean inOrder(List<ConsentChange> changes, List<ConsentResult> results) {
        Iterator<ConsentChange> left = changes.iterator();
        return results.stream().allMatch(result -> skipTo(left, result));
    }

    private static boolean skipTo(Iterator<ConsentChange> left, ConsentResult result) {
        while (left.hasNext()) {
            ConsentChange change = left.next();
            if (change.subscription().equals(result.subscription()) && change.channel() == result.channel()) {
                return true;
            }
        }
        return false;
    }
}
