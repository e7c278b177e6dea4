package dev.kith.apsisone;

import dev.kith.spi.AddressHolder;
import dev.kith.spi.AudienceDescription;
import dev.kith.spi.BulkLimits;
import dev.kith.spi.BulkPlan;
import dev.kith.spi.BulkProfileSink;
import dev.kith.spi.Connector;
import dev.kith.spi.ConnectorContext;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.ConsentState;
import dev.kith.spi.Export;
import dev.kith.spi.ImportJob;
import dev.kith.spi.ImportProgress;
import dev.kith.spi.ProfileAddress;
import dev.kith.spi.ProfileConsents;
import dev.kith.spi.ProfileEraser;
import dev.kith.spi.ProfileExporter;
import dev.kith.spi.ProfileMerger;
import dev.kith.spi.ProfileReader;
import dev.kith.spi.ProfileSink;
import dev.kith.spi.ProfileTagger;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.ReadBack;
import dev.kith.spi.Urgency;
import dev.kith.spi.WriteResult;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One account of APSIS One. */
final class ApsisOneConnector
        implements Connector,
                ProfileSink,
                BulkProfileSink,
                ProfileReader,
                ProfileExporter,
                ProfileMerger,
                ProfileTagger,
                ProfileEraser {
    private final Account account;
    private final Api api;
    private final DefinitionCalls definitions;
    private final Known known;
    private final ConsentCalls consents;
    private final Api ofRuns;
    private final ConsentCalls consentsOfRuns;
    private final Bulk bulk;
    private final Exports exports;
    private final Merge merge;
    private final Tags tags;
    private final Lanes lanes;
    private volatile boolean firstPartyChecked;

    ApsisOneConnector(Account account, ConnectorContext context) {
        this.account = account;
        this.api = new Api(account, context, Urgency.NOW);
        this.ofRuns = new Api(account, context, Urgency.RUN);
        this.definitions = new DefinitionCalls(api);
        this.known = new Known(definitions, context.clock()::instant);
        this.consents = new ConsentCalls(api);
        this.consentsOfRuns = new ConsentCalls(ofRuns);
        this.bulk = new Bulk(ofRuns, definitions, consentsOfRuns, context);
        this.exports = new Exports(account, definitions, known, new ReportCalls(ofRuns, context));
        this.merge = new Merge(api, new Holders(api, known), consents);
        this.tags = new Tags(api, definitions);
        this.lanes = new Lanes(account.maxInFlight());
    }

    @Override
    public List<String> check() {
        return List.copyOf(new AccountCheck(account, definitions).gaps());
    }

    @Override
    public AudienceDescription describe() {
        return new AudienceDescription(definitions.attributes(), definitions.subscriptions(), definitions.tags());
    }

    @Override
    public List<WriteResult> write(List<ProfileWrite> writes) {
        return write(writes, Urgency.NOW);
    }

    @Override
    public List<WriteResult> write(List<ProfileWrite> writes, Urgency urgency) {
        refuseBesideFirstParty();
        boolean run = urgency == Urgency.RUN;
        Api mine = run ? ofRuns : api;
        ConsentCalls calls = run ? consentsOfRuns : consents;
        return lanes.run(writes, write -> new ProfileStep(mine, known, calls, write).run());
    }

    @Override
    public BulkLimits limits() {
        return bulk.limits();
    }

    @Override
    public Set<String> doubtful(ProfileWrite write) {
        return bulk.doubtful(write);
    }

    @Override
    public BulkPlan plan(List<ProfileWrite> writes) {
        return bulk.plan(writes);
    }

    @Override
    public ImportJob request(String shape) {
        refuseBesideFirstParty();
        return bulk.request(shape);
    }

    @Override
    public void upload(ImportJob job, BulkPlan.Import rows) {
        bulk.upload(job, rows);
    }

    @Override
    public ImportProgress progress(ImportJob job) {
        return bulk.progress(job);
    }

    @Override
    public ReadBack readBack(ImportJob job, BulkPlan.Import rows) {
        return bulk.readBack(job, rows);
    }

    @Override
    public Export<ProfileConsents> exportConsents() {
        return exports.exportConsents();
    }

    @Override
    public Export<ProfileAddress> exportAddresses() {
        return exports.exportAddresses();
    }

    @Override
    public Optional<AddressHolder> holder(String email) {
        return merge.holder(email);
    }

    @Override
    public List<ConsentState> merge(String profileKey, String email) {
        refuseBesideFirstParty();
        return merge.merge(profileKey, email);
    }

    private void refuseBesideFirstParty() {
        if (firstPartyChecked) {
            return;
        }
        Optional<String> danger = AccountCheck.firstParty(account, definitions.keyspaces());
        if (danger.isPresent()) {
            throw new ConnectorException(Kind.CONFIG, danger.get());
        }
        firstPartyChecked = true;
    }

    @Override
    public Optional<List<ConsentState>> consents(String profileKey) {
        return consents.read(profileKey).map(Consents::states);
    }

    @Override
    public void tag(String profileKey, Set<String> set, Set<String> remove) {
        refuseBesideFirstParty();
        tags.tag(profileKey, set, remove);
    }

    @Override
    public void erase(String profileKey) {
        Call call = Call.delete("Deleting a profile", account.profile(profileKey));
        Answer answer = api.call(call);
        if (!answer.isOk() && !answer.missesProfile()) {
            throw api.refusal(call, answer);
        }
    }

    @Override
    public void close() {
        lanes.close();
    }
}
