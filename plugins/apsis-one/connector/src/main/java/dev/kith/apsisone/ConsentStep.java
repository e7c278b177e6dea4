package dev.kith.apsisone;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.ConsentChange;
import dev.kith.spi.ConsentResult;
import dev.kith.spi.ConsentResult.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the consents of one profile. No opt-in goes out unless the consents were read right before: also when a write is
 * repeated, for the person may have opted out in between.
 */
final class ConsentStep {
    private final Api api;
    private final ConsentCalls calls;
    private final ProfileStep profile;
    private final Progress progress;
    private Optional<Consents> current = Optional.empty();

    ConsentStep(Api api, ConsentCalls calls, ProfileStep profile, Progress progress) {
        this.api = api;
        this.calls = calls;
        this.profile = profile;
        this.progress = progress;
    }

    void run(List<ConsentChange> changes) {
        Map<ConsentChange, ConsentResult> withdrawn = new LinkedHashMap<>();
        for (ConsentChange change : changes) {
            ConsentResult result = api.repeating(() -> write(change));
            progress.consent(result);
            if (change.type() == ConsentChange.Type.OPT_OUT && result.outcome() == Outcome.WRITTEN) {
                withdrawn.put(change, result);
            }
        }
        if (!withdrawn.isEmpty()) {
            tellMoments(withdrawn);
        }
    }

    /** Reads back once which moments APSIS One gave to our withdrawals; they stand without them, too. */
    private void tellMoments(Map<ConsentChange, ConsentResult> withdrawn) {
        Optional<Consents> now;
        try {
            now = calls.readOnce(profile.profileKey());
        } catch (ConnectorException e) {
            return;
        }
        withdrawn.forEach((change, result) -> now.flatMap(c -> c.of(change.subscription(), change.channel()))
                .filter(entry -> ConsentCalls.isBy(change, entry))
                .ifPresent(entry -> progress.told(
                        result,
                        new ConsentResult(
                                result.subscription(),
                                result.channel(),
                                result.outcome(),
                                entry.since(),
                                result.message()))));
    }

    private ConsentResult write(ConsentChange change) {
        if (change.type() == ConsentChange.Type.OPT_IN && current.isEmpty()) {
            current = readOrCreate();
            if (current.isEmpty()) {
                return refused(change, "The profile is no longer in APSIS One.");
            }
        }
        Optional<Consents.Entry> stands = current.flatMap(c -> c.of(change.subscription(), change.channel()));
        Optional<ConsentResult> settled = stands.flatMap(entry -> settled(change, entry));
        return settled.isPresent() ? settled.get() : post(change);
    }

    /** Empty when the profile is gone and must not come back. Only one made by this very write has no consents unread. */
    private Optional<Consents> readOrCreate() {
        Optional<Consents> read = calls.readOnce(profile.profileKey());
        if (read.isPresent() || !profile.mayCreate()) {
            return read;
        }
        profile.createOnce();
        if (!progress.isCreated()) {
            throw ProfileStep.notVisible();
        }
        return Optional.of(new Consents());
    }

    /** The result when what stands needs no write or must not be overwritten. */
    private static Optional<ConsentResult> settled(ConsentChange change, Consents.Entry entry) {
        return switch (change.type()) {
            case OPT_OUT -> entry.isOptOut() ? Optional.of(result(change, Outcome.ALREADY)) : Optional.empty();
            case OPT_IN -> {
                if (entry.isGranted()) {
                    yield Optional.of(result(change, Outcome.ALREADY));
                }
                if (!entry.isKnown()) {
                    yield Optional.of(refused(
                            change,
                            "APSIS One says \"" + entry.type()
                                    + "\" of this consent, which this connector doesn't know:"
                                    + " it may mean no. Look at the profile in APSIS One."));
                }
                boolean kept = entry.isOptOut() && !change.overrides(entry.since());
                yield kept ? Optional.of(kept(change, entry)) : Optional.empty();
            }
        };
    }

    private ConsentResult post(ConsentChange change) {
        Optional<Consents> read = current;
        current = Optional.empty();
        Call call = calls.write(profile.profileKey(), change);
        Answer answer = api.attempt(call);
        return switch (answer.status()) {
            case 200 -> {
                current = read;
                yield result(change, read.isPresent() ? Outcome.WRITTEN : Outcome.ALREADY);
            }
            case 201, 202, 204 -> {
                current = read;
                yield result(change, Outcome.WRITTEN);
            }
            case 409 -> readBack(change, answer);
            case 404 -> answer.missesPlace() ? refuse(change, call, answer) : missing(change, answer);
            case 400 -> answer.missesProfile() ? missing(change, answer) : refused(change, answer);
            default -> refuse(change, call, answer);
        };
    }

    /** A refusal of this one consent; anything that concerns the whole profile or account is thrown. */
    private ConsentResult refuse(ConsentChange change, Call call, Answer answer) {
        ConnectorException refusal = api.refusal(call, answer);
        if (refusal.kind() != Kind.REJECTED || answer.status() == 410) {
            throw refusal;
        }
        return refused(change, answer);
    }

    /** 409: what stands now decides (section 11.1). */
    private ConsentResult readBack(ConsentChange change, Answer answer) {
        Optional<Consents.Entry> stands =
                calls.readOnce(profile.profileKey()).flatMap(c -> c.of(change.subscription(), change.channel()));
        return stands.flatMap(entry -> settled(change, entry)).orElseGet(() -> refused(change, answer));
    }

    /** The profile or the topic is missing: reading the profile tells which. */
    private ConsentResult missing(ConsentChange change, Answer answer) {
        if (calls.readOnce(profile.profileKey()).isPresent()) {
            return refused(
                    change,
                    "APSIS One answered " + answer.words() + ": it has no such subscription any more. Restore it"
                            + " there, or remove the consent rule.");
        }
        if (change.type() == ConsentChange.Type.OPT_OUT && !profile.mayCreate()) {
            return result(change, Outcome.ALREADY);
        }
        if (profile.mayCreate()) {
            profile.createOnce();
        }
        throw ProfileStep.notVisible();
    }

    private static ConsentResult result(ConsentChange change, Outcome outcome) {
        return new ConsentResult(change.subscription(), change.channel(), outcome, Optional.empty(), "");
    }

    private static ConsentResult kept(ConsentChange change, Consents.Entry entry) {
        return new ConsentResult(change.subscription(), change.channel(), Outcome.OPT_OUT_KEPT, entry.since(), "");
    }

    private static ConsentResult refused(ConsentChange change, Answer answer) {
        return refused(change, "APSIS One answered " + answer.words() + " to the consent. Correct the consent rule.");
    }

    private static ConsentResult refused(ConsentChange change, String message) {
        return new ConsentResult(change.subscription(), change.channel(), Outcome.REFUSED, Optional.empty(), message);
    }
}
