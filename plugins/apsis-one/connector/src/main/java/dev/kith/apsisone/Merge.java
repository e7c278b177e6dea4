package dev.kith.apsisone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kith.spi.AddressHolder;
import dev.kith.spi.Channel;
import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.ConsentChange;
import dev.kith.spi.ConsentState;
import dev.kith.spi.ProfileMerger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Merges the holder of an address into a contact's profile (section 12, D39):
 *
 * <ol>
 *   <li>the contact's profile is created when it is missing (A16);
 *   <li>a holder that carries another contact's id is left alone;
 *   <li>both sides' consents are read, and an opt-out that one side has is written to the other where that is opted in: a
 *       crash right after the merge can't lose it then. The keyspace of addresses may be barred from consents: what the
 *       holder's side refuses, only the last step writes;
 *   <li>the two are merged; on a conflict their keys are aligned and it is tried once more (A15);
 *   <li>an opt-out that one side had is written again where the other side had not (A18).
 * </ol>
 */
final class Merge implements ProfileMerger {
    private final Api api;
    private final Holders holders;
    private final ConsentCalls consents;

    Merge(Api api, Holders holders, ConsentCalls consents) {
        this.api = api;
        this.holders = holders;
        this.consents = consents;
    }

    @Override
    public Optional<AddressHolder> holder(String email) {
        return holders.find(Ids.EMAIL, email)
                .map(found -> new AddressHolder(Optional.of(found.crmId()).filter(id -> !id.isEmpty())));
    }

    @Override
    public List<ConsentState> merge(String profileKey, String email) {
        Call create = Call.create(api.account(), profileKey);
        Answer created = api.call(create);
        if (!created.isOk() && created.status() != 409) {
            throw api.refusal(create, created);
        }
        String path = api.account().profileInSection(profileKey);
        Map<Place, ConsentState> ours = created.status() == 409 ? consents(path) : Map.of();
        Optional<Holders.Holder> holder = holders.find(Ids.EMAIL, email);
        if (holder.isEmpty()) {
            return List.copyOf(ours.values());
        }
        if (!holder.get().crmId().isEmpty() && !holder.get().crmId().equals(profileKey)) {
            throw rejected("The address is the key of a profile that carries another contact's id. Correct the"
                    + " address of one of the two contacts.");
        }
        String holderPath =
                api.account().profileIn(Holders.EMAIL_KEYSPACE, holder.get().key());
        Map<Place, ConsentState> theirs = consents(holderPath);
        newOptOuts(theirs, ours).forEach(place -> optOut(path, place));
        newOptOuts(ours, theirs).forEach(place -> api.call(consents.writeAt(holderPath, kept(place))));
        put(profileKey, holder.get());
        return keepOptOuts(path, ours, theirs);
    }

    private void put(String profileKey, Holders.Holder holder) {
        Call call = Call.put(
                "Merging two profiles",
                "/audience/profiles/merges",
                Map.of(
                        "profiles",
                        List.of(
                                side(api.account().keyspace(), profileKey),
                                side(Holders.EMAIL_KEYSPACE, holder.key()))));
        Answer answer = api.call(call);
        if (answer.status() == 409) {
            if (align(profileKey, holder)) {
                answer = api.call(call);
            }
            if (answer.status() == 409 && !isOne(profileKey, holder)) {
                throw rejected("APSIS One does not merge the two profiles: it answered " + answer.words()
                        + ". Merge them in APSIS One, or correct the contact.");
            }
            return;
        }
        if (answer.missesProfile()) {
            throw ProfileStep.notVisible();
        }
        if (!answer.isOk()) {
            throw api.refusal(call, answer);
        }
    }

    private static Map<String, String> side(String keyspace, String key) {
        return Map.of("keyspace_discriminator", keyspace, "profile_key", key);
    }

    /** Gives the holder the contact's keys where they differ; false when there is nothing to align. */
    private boolean align(String profileKey, Holders.Holder holder) {
        JsonNode own = holders.own(profileKey).orElse(JsonNodeFactory.instance.objectNode());
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        for (String id : List.of(Ids.EMAIL, Ids.MOBILE)) {
            String mine = holders.value(own, id);
            String other = holders.value(holder.attributes(), id);
            if (!mine.isEmpty() && !other.isEmpty() && !mine.equals(other)) {
                body.set(
                        id,
                        id.equals(Ids.MOBILE)
                                ? JsonNodeFactory.instance.numberNode(Long.parseLong(mine))
                                : JsonNodeFactory.instance.textNode(mine));
            }
        }
        if (body.isEmpty()) {
            return false;
        }
        String path = "/v2" + api.account().profileIn(Holders.EMAIL_KEYSPACE, holder.key()) + "/attributes";
        return api.call(Call.patch("Aligning two profiles", path, Json.write(body)))
                .isOk();
    }

    /** A repeated merge may be refused although it is done. */
    private boolean isOne(String profileKey, Holders.Holder holder) {
        return holders.find(Ids.EMAIL, holder.key())
                .filter(now -> now.crmId().equals(profileKey))
                .isPresent();
    }

    private List<ConsentState> keepOptOuts(
            String path, Map<Place, ConsentState> ours, Map<Place, ConsentState> theirs) {
        newOptOuts(theirs, ours).forEach(place -> optOut(path, place));
        newOptOuts(ours, theirs).forEach(place -> optOut(path, place));
        Map<Place, ConsentState> merged = new LinkedHashMap<>(ours);
        theirs.forEach((place, state) -> merged.merge(place, state, (a, b) -> a.granted() ? b : a));
        return List.copyOf(merged.values());
    }

    /** Where one side is opted out and the other opted in. */
    private static List<Place> newOptOuts(Map<Place, ConsentState> of, Map<Place, ConsentState> to) {
        return of.entrySet().stream()
                .filter(state -> !state.getValue().granted())
                .map(Map.Entry::getKey)
                .filter(place -> Optional.ofNullable(to.get(place))
                        .filter(ConsentState::granted)
                        .isPresent())
                .toList();
    }

    private void optOut(String path, Place place) {
        Call call = consents.writeAt(path, kept(place));
        Answer answer = api.call(call);
        if (!answer.isOk() && answer.status() != 409) {
            throw api.refusal(call, answer);
        }
    }

    private static ConsentChange kept(Place place) {
        return new ConsentChange(
                place.topic(),
                place.channel(),
                ConsentChange.Type.OPT_OUT,
                "Opt-out kept when profiles were merged",
                Optional.empty());
    }

    private Map<Place, ConsentState> consents(String profilePath) {
        Map<Place, ConsentState> states = new LinkedHashMap<>();
        consents.readAt(profilePath)
                .orElseThrow(ProfileStep::notVisible)
                .states()
                .forEach(state -> states.put(new Place(state.subscription(), state.channel()), state));
        return states;
    }

    private record Place(String topic, Channel channel) {}

    private static ConnectorException rejected(String message) {
        return new ConnectorException(Kind.REJECTED, message);
    }
}
