package acme;

import dev.kith.spi.*;
import java.util.*;

/** Answers writes as the first profile's key says. */
class ObedientAudience implements Connector, ProfileSink, BulkProfileSink, ProfileReader, ProfileExporter,
        ProfileMerger, ProfileTagger, ProfileEraser {
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
    public BulkLimits limits() {
        return new BulkLimits(2, 10, 3, java.time.Duration.ofSeconds(1));
    }

    @Override
    public Set<String> doubtful(ProfileWrite write) {
        return null;
    }

    @Override
    public BulkPlan plan(List<ProfileWrite> writes) {
        List<ProfileWrite> rows = new ArrayList<>(writes);
        String order = writes.get(0).profileKey();
        if (order.equals("short")) rows.remove(1);
        if (order.equals("long")) rows.add(rows.get(0));
        return new BulkPlan(List.of(new BulkPlan.Import("shape", rows)), List.of());
    }

    @Override
    public ImportJob request(String shape) {
        String found = shape.equals("wrong") ? "other" : shape;
        return new ImportJob("1", found, "t1cket", java.time.Instant.EPOCH, java.time.Instant.EPOCH);
    }

    @Override
    public void upload(ImportJob job, BulkPlan.Import rows) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ImportProgress progress(ImportJob job) {
        return new ImportProgress(ImportProgress.State.LAPSED, "");
    }

    @Override
    public ReadBack readBack(ImportJob job, BulkPlan.Import rows) {
        return null;
    }

    @Override
    public Export<ProfileConsents> exportConsents() {
        return new Export<ProfileConsents>() {
            public Optional<ProfileConsents> next() {
                throw new UnsupportedOperationException();
            }

            public void close() {}
        };
    }

    @Override
    public Export<ProfileAddress> exportAddresses() {
        return null;
    }

    @Override
    public Optional<AddressHolder> holder(String email) {
        return Optional.of(new AddressHolder(Optional.empty()));
    }

    @Override
    public List<ConsentState> merge(String key, String email) {
        return null;
    }

    @Override
    public void tag(String key, Set<String> set, Set<String> remove) {
        if (key.equals("throw")) throw new UnsupportedOperationException();
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
