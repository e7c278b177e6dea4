package dev.kith.testkit.contract;

import dev.kith.spi.AudienceDescription;
import dev.kith.spi.Connector;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConsentChange;
import dev.kith.spi.ConsentResult;
import dev.kith.spi.ConsentState;
import dev.kith.spi.ProfileReader;
import dev.kith.spi.ProfileSink;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.ProfileWrite.Existence;
import dev.kith.spi.Urgency;
import dev.kith.spi.WriteResult;
import dev.kith.spi.WriteResult.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Single writes of a {@link KeptAudience}, and what they end in. */
class KeptSink implements Connector, ProfileSink, ProfileReader {
    final KeptAudience audience;
    final Asking asking;
    final KeptConsents consents;

    private boolean closed;

    KeptSink(KeptAudience audience, Asking asking) {
        this.audience = audience;
        this.asking = asking;
        consents = new KeptConsents(audience, asking.flaw());
    }

    @Override
    public final List<WriteResult> write(List<ProfileWrite> writes) {
        return write(writes, Urgency.RUN);
    }

    @Override
    public final List<WriteResult> write(List<ProfileWrite> writes, Urgency urgency) {
        List<WriteResult> results = new ArrayList<>();
        for (ProfileWrite write : writes) {
            if (!asking.has(Flaw.LOSES_A_WRITE) || results.size() != 7) {
                results.add(asked(write, urgency));
            }
        }
        return results;
    }

    private WriteResult asked(ProfileWrite write, Urgency urgency) {
        try {
            asking.ask();
        } catch (ConnectorException e) {
            if (asking.has(Flaw.FAILS_ALL_AT_ONCE)) {
                throw e;
            }
            return new WriteResult(Effect.NONE, List.of(), List.of(), Optional.of(e));
        }
        return one(write, urgency);
    }

    private WriteResult one(ProfileWrite write, Urgency urgency) {
        boolean there = audience.profiles.containsKey(write.profileKey());
        boolean creates = write.existence() != Existence.KNOWN_NOT_CREATED || asking.has(Flaw.CREATES_OUT_OF_SCOPE);
        if (!there && (!creates || (asking.has(Flaw.TRUSTS_HINTS) && write.existence() == Existence.KNOWN))) {
            return new WriteResult(Effect.NONE, List.of(), List.of(), Optional.empty());
        }
        List<WriteResult.LeftOut> leftOut = attributes(write);
        boolean stops = (asking.has(Flaw.STOPS_AT_A_REFUSAL) && !leftOut.isEmpty())
                || (asking.has(Flaw.LEAVES_CONSENTS_OUT_IN_A_HURRY) && urgency == Urgency.NOW);
        List<ConsentResult> given = (stops ? List.<ConsentChange>of() : write.consents())
                .stream()
                        .map(change -> consents.single(write.profileKey(), change))
                        .toList();
        return new WriteResult(there ? Effect.UPDATED : Effect.CREATED, leftOut, given, Optional.empty());
    }

    private List<WriteResult.LeftOut> attributes(ProfileWrite write) {
        List<WriteResult.LeftOut> leftOut = new ArrayList<>();
        Map<String, String> profile = audience.profiles.computeIfAbsent(write.profileKey(), key -> new TreeMap<>());
        write.set().forEach((id, value) -> {
            if (isAttribute(id)) {
                profile.put(id, asking.has(Flaw.APPENDS_VALUES) ? profile.get(id) + value : value.toString());
            } else {
                leftOut.add(new WriteResult.LeftOut(id, "There is no such attribute."));
            }
        });
        for (String id : write.clear()) {
            if (id.equals(KeptAudience.EMAIL) && !asking.has(Flaw.CLEARS_ADDRESSES)) {
                leftOut.add(new WriteResult.LeftOut(id, "It is a key."));
            } else if (!asking.has(Flaw.CLEARS_NOTHING)) {
                profile.remove(id);
            }
        }
        return leftOut;
    }

    static boolean isAttribute(String id) {
        return KeptAudience.DESCRIPTION.attributes().stream().anyMatch(a -> a.id().equals(id));
    }

    @Override
    public final Optional<List<ConsentState>> consents(String profileKey) {
        if (!asking.answered(Flaw.READS_NOBODY_WHEN_CUT_OFF)) {
            return Optional.empty();
        }
        boolean there = audience.profiles.containsKey(profileKey) || asking.has(Flaw.READS_NOBODY_AS_SOMEBODY);
        return there
                ? Optional.of(
                        audience.consents(profileKey).stream().map(this::read).toList())
                : Optional.empty();
    }

    private ConsentState read(ConsentState state) {
        boolean granted = state.granted() || asking.has(Flaw.READS_OPT_OUTS_AS_CONSENTS);
        return KeptAudience.state(state.subscription(), granted);
    }

    @Override
    public final List<String> check() {
        return asking.check();
    }

    @Override
    public final AudienceDescription describe() {
        asking.ask();
        AudienceDescription all = KeptAudience.DESCRIPTION;
        return asking.has(Flaw.DESCRIBES_AN_ATTRIBUTE_TWICE)
                ? new AudienceDescription(
                        List.of(all.attributes().get(0), all.attributes().get(0)), all.subscriptions(), all.tags())
                : all;
    }

    @Override
    public final void close() {
        if (closed && asking.has(Flaw.THROWS_WHEN_CLOSED_AGAIN)) {
            throw new IllegalStateException("Closed already");
        }
        closed = true;
    }
}
