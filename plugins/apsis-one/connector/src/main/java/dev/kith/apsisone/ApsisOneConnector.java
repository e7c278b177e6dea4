package dev.kith.apsisone;

import dev.kith.spi.AudienceDescription;
import dev.kith.spi.Connector;
import dev.kith.spi.ConnectorContext;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.ConsentState;
import dev.kith.spi.ProfileEraser;
import dev.kith.spi.ProfileReader;
import dev.kith.spi.ProfileSink;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.WriteResult;
import java.util.List;
import java.util.Optional;

/** One account of APSIS One. */
final class ApsisOneConnector implements Connector, ProfileSink, ProfileReader, ProfileEraser {
    private final Account account;
    private final Api api;
    private final DefinitionCalls definitions;
    private final Known known;
    private final ConsentCalls consents;
    private final Lanes lanes;
    private volatile boolean firstPartyChecked;

    ApsisOneConnector(Account account, ConnectorContext context) {
        this.account = account;
        this.api = new Api(account, context);
        this.definitions = new DefinitionCalls(api);
        this.known = new Known(definitions, context.clock()::instant);
        this.consents = new ConsentCalls(api);
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
        refuseBesideFirstParty();
        return lanes.run(writes, write -> new ProfileStep(api, known, consents, write).run());
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
