package dev.kith.apsisone;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Patches the attributes of one profile. What APSIS One refuses of it is left out and reported, so that one bad value
 * doesn't keep the others from being written (D46); so is a key that another profile has (D39).
 */
final class AttributeStep {
    private final Api api;
    private final Known known;
    private final Holders holders;
    private final ProfileStep profile;
    private final Progress progress;
    private final String path;

    AttributeStep(Api api, Known known, ProfileStep profile, Progress progress) {
        this.api = api;
        this.known = known;
        this.holders = new Holders(api, known);
        this.profile = profile;
        this.progress = progress;
        this.path = "/v2" + api.account().profileInSection(profile.profileKey()) + "/attributes";
    }

    void write(ObjectNode body) {
        leaveOutTaken(body);
        if (body.isEmpty()) {
            return;
        }
        Answer answer = send(body);
        if (answer.isOk()) {
            return;
        }
        for (List<String> taken : suspects(body, answer)) {
            ObjectNode rest = body.deepCopy().remove(taken);
            if (rest.isEmpty() || send(rest).isOk()) {
                taken.forEach(id -> progress.taken(id, takenKey(id)));
                return;
            }
        }
        throw api.refusal(call(body), answer);
    }

    /** Q1: APSIS One might merge two profiles without a word, so a key is looked up before it is written. */
    private void leaveOutTaken(ObjectNode body) {
        for (String id : List.of(Ids.EMAIL, Ids.MOBILE)) {
            if (body.has(id)
                    && holders.isTaken(profile.profileKey(), id, body.get(id).asText())) {
                progress.taken(id, takenKey(id));
                body.remove(id);
            }
        }
    }

    /** The answer is a success or 409; attributes refused with 400 or 403 are taken out of the body. */
    private Answer send(ObjectNode body) {
        boolean created = false;
        while (true) {
            Call call = call(body);
            Answer answer = api.call(call);
            if (answer.isOk()) {
                progress.updated();
                return answer;
            }
            if (answer.status() == 409) {
                return answer;
            }
            if (answer.missesProfile()) {
                if (created) {
                    throw ProfileStep.notVisible();
                }
                profile.create();
                created = true;
            } else if (!leaveOutRefused(body, answer)) {
                throw api.refusal(call, answer);
            } else if (body.isEmpty()) {
                return Answer.nothingToDo();
            }
        }
    }

    private Call call(ObjectNode body) {
        return Call.patch("Writing attributes", path, Json.write(body));
    }

    /** False when the answer is not about single attributes. */
    private boolean leaveOutRefused(ObjectNode body, Answer answer) {
        if (answer.status() != 400 && answer.status() != 403) {
            return false;
        }
        Set<String> there = answer.status() == 400 ? known.attributeIds() : Set.of();
        List<String> ids = names(body);
        List<String> refused = ids.stream().filter(answer::names).toList();
        if (refused.isEmpty() && answer.status() == 400) {
            refused = ids.stream().filter(id -> !there.contains(id)).toList();
        }
        refused.forEach(id -> progress.leftOut(id, refusal(id, answer, there)));
        body.remove(refused);
        return !refused.isEmpty();
    }

    private String refusal(String id, Answer answer, Set<String> there) {
        if (answer.status() == 403) {
            return "The attribute can't be written through keyspace "
                    + api.account().keyspace() + ". Allow it under Account settings > Unique identifiers in APSIS One.";
        }
        if (!there.contains(id)) {
            return "APSIS One has no such attribute any more. Restore it there, or remove its mapping.";
        }
        return "APSIS One refused the value with " + answer.words() + ". Correct the contact or the mapping.";
    }

    /** Which keys may be taken: those the answer names, then ever more of those that were sent. */
    private static List<List<String>> suspects(ObjectNode body, Answer answer) {
        List<String> keys = Ids.KEYS.stream().filter(body::has).toList();
        List<List<String>> all = new ArrayList<>();
        for (int bits = 1; bits < 1 << keys.size(); bits++) {
            List<String> some = new ArrayList<>();
            for (int i = 0; i < keys.size(); i++) {
                if ((bits >> i & 1) == 1) {
                    some.add(keys.get(i));
                }
            }
            all.add(some);
        }
        all.sort(Comparator.comparing(List::size));
        List<String> named = keys.stream().filter(answer::names).toList();
        if (!named.isEmpty()) {
            all.remove(named);
            all.add(0, named);
        }
        return all;
    }

    private static String takenKey(String id) {
        String what = switch (id) {
            case Ids.EMAIL -> "The address";
            case Ids.MOBILE -> "The mobile number";
            default -> "The CRM id";
        };
        return what + " is the key of another profile in APSIS One. Correct it in the CRM or merge the profiles in"
                + " APSIS One.";
    }

    private static List<String> names(ObjectNode body) {
        List<String> names = new ArrayList<>();
        body.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
