package dev.kith.apsisone;

import dev.kith.spi.ConsentChange;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads and writes the consents of single profiles. */
final class ConsentCalls {
    private static final String SOURCE = "Kith";
    /** A26: all types are asked for, since an account may give only those that are. */
    private static final String EVERY_TYPE = "?consent_types=opt-in&consent_types=opt-out"
            + "&consent_types=confirmed-opt-in&consent_types=pending-opt-in";

    private static final int MAX_REASON = 99;

    private final Api api;

    ConsentCalls(Api api) {
        this.api = api;
    }

    /** Empty when there is no such profile. */
    Optional<Consents> read(String profileKey) {
        return api.repeating(() -> readOnce(profileKey));
    }

    /** As {@link #read}, for a profile at another path. */
    Optional<Consents> readAt(String profileInSection) {
        return api.repeating(() -> readPath(path(profileInSection)));
    }

    /** As {@link #read}, without repeats. */
    Optional<Consents> readOnce(String profileKey) {
        return readPath(path(api.account().profileInSection(profileKey)));
    }

    private Optional<Consents> readPath(String path) {
        Call call = Call.get("Reading consents", path + EVERY_TYPE);
        Answer answer = api.attempt(call);
        if (answer.missesProfile()) {
            return Optional.empty();
        }
        return Optional.of(Consents.of(api.items(call, answer)));
    }

    Call write(String profileKey, ConsentChange change) {
        return writeAt(api.account().profileInSection(profileKey), change);
    }

    /** As {@link #write}, for a profile at another path. */
    Call writeAt(String profileInSection, ConsentChange change) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("topic_discriminator", change.subscription());
        body.put("channel_discriminator", Channels.id(change.channel()));
        body.put("type", type(change));
        body.put("reason", shortened(change.reason()));
        body.put("source", SOURCE);
        return Call.post("Writing a consent", path(profileInSection), body);
    }

    /** Whether what stands was written by just this change, and by nobody since. */
    static boolean isBy(ConsentChange change, Consents.Entry stands) {
        return stands.type().equals(type(change))
                && stands.source().equals(SOURCE)
                && stands.reason().equals(shortened(change.reason()));
    }

    static String type(ConsentChange change) {
        return switch (change.type()) {
            case OPT_IN -> Consents.OPT_IN;
            case OPT_OUT -> Consents.OPT_OUT;
        };
    }

    /** A30: always there, under 100 characters. */
    private static String shortened(String reason) {
        if (reason.isBlank()) {
            return "Decided by the rules of " + SOURCE;
        }
        return reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON);
    }

    private static String path(String profileInSection) {
        return "/v2" + profileInSection + "/consents";
    }
}
