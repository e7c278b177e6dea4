package dev.kith.apsisone;

import dev.kith.spi.ConnectorException;
import dev.kith.spi.ConnectorException.Kind;
import dev.kith.spi.ConsentChange;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.ProfileWrite.Existence;
import dev.kith.spi.WriteResult;
import java.util.List;
import java.util.Optional;

/**
 * Writes one profile:
 *
 * <ol>
 *   <li>it is created when it is not known;
 *   <li>its attributes are patched; when it turns out to be missing it is created and they are patched again;
 *   <li>its consents are read, if an opt-in is among those to write;
 *   <li>its consents are written, one call each.
 * </ol>
 */
final class ProfileStep {
    private final Api api;
    private final Known known;
    private final ConsentCalls consents;
    private final ProfileWrite write;
    private final Progress progress = new Progress();

    ProfileStep(Api api, Known known, ConsentCalls consents, ProfileWrite write) {
        this.api = api;
        this.known = known;
        this.consents = consents;
        this.write = write;
    }

    WriteResult run() {
        Optional<ConnectorException> rejected = Optional.empty();
        try {
            rejected = writeProfile();
            List<ConsentChange> changes = rejected.isPresent() ? withdrawals() : reachable();
            new ConsentStep(api, consents, this, progress).run(changes);
            return progress.result(rejected);
        } catch (ConnectorException e) {
            return progress.result(Optional.of(isForGood(e) ? rejected.orElse(e) : e));
        }
    }

    /** What a profile whose attributes are refused still gets: nobody stays subscribed because of a bad value. */
    private List<ConsentChange> withdrawals() {
        return write.consents().stream()
                .filter(c -> c.type() == ConsentChange.Type.OPT_OUT)
                .toList();
    }

    /** All but the opt-ins of a channel whose address was left out just now. */
    private List<ConsentChange> reachable() {
        return write.consents().stream()
                .filter(c -> c.type() == ConsentChange.Type.OPT_OUT || !progress.leavesOut(Shape.address(c.channel())))
                .toList();
    }

    /** The refusal of this profile; any other failure is thrown. */
    private Optional<ConnectorException> writeProfile() {
        try {
            if (mayCreate()) {
                writeAttributes();
            }
            return Optional.empty();
        } catch (ConnectorException e) {
            if (isForGood(e)) {
                return Optional.of(e);
            }
            throw e;
        }
    }

    private static boolean isForGood(ConnectorException e) {
        return e.kind() == Kind.REJECTED || e.kind() == Kind.BUG;
    }

    private void writeAttributes() {
        if (write.existence() == Existence.UNKNOWN) {
            create();
        }
        AttributeStep attributes = new AttributeStep(api, known, this, progress);
        AttributeBody.parts(write, progress).forEach(attributes::write);
    }

    String profileKey() {
        return write.profileKey();
    }

    boolean mayCreate() {
        return write.existence() != Existence.KNOWN_NOT_CREATED;
    }

    /** Creates the profile; that it is there already is fine (A11). */
    void create() {
        api.repeating(this::createOnce);
    }

    /** As {@link #create}, without repeats. */
    Answer createOnce() {
        Call call = Call.create(api.account(), write.profileKey());
        Answer answer = api.attempt(call);
        if (answer.status() == 201) {
            progress.created();
        } else if (!answer.isOk() && answer.status() != 409) {
            throw api.refusal(call, answer);
        }
        return answer;
    }

    /** For a profile that is still missing after its creation, or although it says that it is there. */
    static ConnectorException notVisible() {
        return new ConnectorException(
                Kind.TRANSIENT,
                "APSIS One does not find a profile of which it says that it is there. It is asked again later.");
    }
}
