package dev.kith.apsisone;

import dev.kith.spi.BulkLimits;
import dev.kith.spi.BulkPlan;
import dev.kith.spi.BulkProfileSink;
import dev.kith.spi.Channel;
import dev.kith.spi.ConnectorContext;
import dev.kith.spi.ImportJob;
import dev.kith.spi.ImportProgress;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.ReadBack;
import dev.kith.spi.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes profiles by imports. */
final class Bulk implements BulkProfileSink {
    private static final int MOST_ROWS = 10_000;
    private static final int AT_ONCE = 3;
    private static final int UPLOAD_FACTOR = 10;
    /** An import takes ten minutes and more (section 4). */
    private static final Duration POLL_EVERY = Duration.ofSeconds(30);
    /** Ten starts a minute, whatever the rate of other calls. */
    private static final double STARTS_PER_SECOND = 10 / 60.0;

    private final Api api;
    private final DefinitionCalls definitions;
    private final ConsentCalls consents;
    private final ConnectorContext context;
    private final ImportCalls imports;

    Bulk(Api api, DefinitionCalls definitions, ConsentCalls consents, ConnectorContext context) {
        this.api = api;
        this.definitions = definitions;
        this.consents = consents;
        this.context = context;
        this.imports = new ImportCalls(
                api, new Uploads(context, api.account().timeout().multipliedBy(UPLOAD_FACTOR)));
    }

    @Override
    public BulkLimits limits() {
        int fewest = Math.min(api.account().bulkFrom(), MOST_ROWS);
        return new BulkLimits(fewest, MOST_ROWS, AT_ONCE, POLL_EVERY);
    }

    @Override
    public Set<String> doubtful(ProfileWrite write) {
        return RowCheck.doubtful(write);
    }

    @Override
    public BulkPlan plan(List<ProfileWrite> writes) {
        Map<String, Definition> byId =
                definitions.definitions().stream().collect(Collectors.toMap(Definition::id, Function.identity()));
        Map<String, Set<Channel>> topics = definitions.subscriptions().stream()
                .collect(Collectors.toMap(Subscription::id, Subscription::channels));
        return new BulkPlanner(byId).plan(writes, new RowCheck(byId, topics, writes));
    }

    @Override
    public ImportJob request(String shape) {
        context.awaitTurn(api.account().id() + " imports", STARTS_PER_SECOND);
        return imports.request(shape);
    }

    @Override
    public void upload(ImportJob job, BulkPlan.Import rows) {
        imports.upload(job, rows);
    }

    @Override
    public ImportProgress progress(ImportJob job) {
        return imports.progress(job);
    }

    @Override
    public ReadBack readBack(ImportJob job, BulkPlan.Import rows) {
        return new SampleCheck(api, consents, context::pause).run(job, rows.rows());
    }
}
