package acme;

import dev.kith.spi.*;
import java.util.*;

/** Answers writes as the first profile's key says. */
class ObedientAudience implements Connector, ProfileSink, ProfileReader, ProfileEraser {
    @Override
    public List<WriteResult> write(List<ProfileWrite> writes) {
        List<WriteResult> results = new ArrayList<>();
        for (ProfileWrite write : writes) {
            List<ConsentResult> consents = new ArrayList<>();
            for (ConsentChange change : write.consents()) {
                consents.add(new ConsentResult(change.subscription(), change.channel(),
                        ConsentResult.Outcome.WRITTEN, Optional.empty(), ""));
            }
            results.add(new WriteResult(WriteResult.Effect.UPDATED, List.of(), consents, Optional.empty()));
        }
        String order = writes.get(0).profileKey();
        if (order.equals("short")) results.remove(0);
        if (order.equals("long")) results.add(results.get(0));
        if (order.equals("swapped")) Collections.reverse(results);
        return results;
    }

    @Override
    public Optional<List<ConsentState>> consents(String key) {
        return key.equals("null") ? null : Optional.empty();
    }

    @Override
    public void erase(String key) {
        if (key.equals("throw")) throw new UnsupportedOperationException();
    }

    @Override
    public List<String> check() {
        return List.of();
    }

    @Override
    public Description describe() {
        return new AudienceDescription(List.of(), List.of(), List.of());
    }

    @Override
    public void close() {}
}
