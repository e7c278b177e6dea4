package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.store.ConsentKey;
import dev.kith.engine.store.LeftOut;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.LinkConsent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Builds the next memory of a contact from the one before. Not thread-safe; used inside one method. */
final class Memory {
    private final Link before;
    private boolean profile;
    private boolean createdHere;
    private boolean inScope;
    private Map<String, String> delivered;
    private Map<String, LeftOut> leftOut;
    private Map<ConsentKey, LinkConsent> consents;
    private String sourceHash;
    private String ruleSetVersion;
    private String reading;
    private boolean dirty;
    private long lastSeenRun;

    Memory(Link before) {
        this.before = requireNonNull(before, "before");
        profile = before.profile();
        createdHere = before.createdHere();
        inScope = before.inScope();
        delivered = before.delivered();
        leftOut = before.leftOut();
        consents = before.consents();
        sourceHash = before.sourceHash();
        ruleSetVersion = before.ruleSetVersion();
        reading = before.reading();
        dirty = before.dirty();
        lastSeenRun = before.lastSeenRun();
    }

    /** The memory of a contact that was never evaluated. */
    static Link empty(String integration, String contactKey) {
        return new Link(
                integration, contactKey, false, false, false, Map.of(), Map.of(), Map.of(), "", "", "", "", false, 0);
    }

    /**
     * The memory that a merge is planned with: everything is written again, and no opt-out gives way to a label that was
     * set anew, since nobody knows whether the person of the other profile meant that label.
     */
    static Link beforeMerge(Link before) {
        Map<ConsentKey, LinkConsent> strict = new HashMap<>();
        before.consents()
                .forEach((key, consent) ->
                        strict.put(key, new LinkConsent(consent.granted(), consent.optedOutAt(), Optional.empty())));
        return new Memory(before).consents(strict).dirty().link();
    }

    /** A memory that was made from {@code before}, with the opt-outs that the stored one has learned of since then. */
    static Link withOptOutsSince(Link before, Link stored, Link made) {
        Map<ConsentKey, LinkConsent> consents = new HashMap<>(made.consents());
        stored.consents().forEach((key, now) -> {
            LinkConsent then = before.consents().getOrDefault(key, ConsentPlan.NONE);
            if (now.optedOutAt().isPresent() && !now.optedOutAt().equals(then.optedOutAt())) {
                LinkConsent own = consents.getOrDefault(key, ConsentPlan.NONE);
                consents.put(key, new LinkConsent(false, now.optedOutAt(), own.labelAbsentAt()));
            }
        });
        return consents.equals(made.consents())
                ? made
                : new Memory(made).consents(consents).link();
    }

    Memory decided(boolean nowInScope, String source, String version) {
        inScope = nowInScope;
        sourceHash = source;
        ruleSetVersion = version;
        return this;
    }

    Memory readBy(String version) {
        reading = version;
        return this;
    }

    Memory attributes(Map<String, String> nowDelivered, Map<String, LeftOut> nowLeftOut) {
        delivered = nowDelivered;
        leftOut = nowLeftOut;
        return this;
    }

    Memory consents(Map<ConsentKey, LinkConsent> now) {
        consents = now;
        return this;
    }

    Memory hasProfile(boolean created) {
        createdHere = profile ? createdHere : createdHere || created;
        profile = true;
        return this;
    }

    /** Nothing ties the contact to its profile any more; its consents stay known, since the profile still has them. */
    Memory unlinked() {
        profile = false;
        createdHere = false;
        inScope = false;
        delivered = Map.of();
        leftOut = Map.of();
        return this;
    }

    /** The profile is no more; what the person said of consents stays. */
    Memory erased() {
        unlinked();
        Map<ConsentKey, LinkConsent> kept = new HashMap<>();
        consents.forEach(
                (key, consent) -> kept.put(key, new LinkConsent(false, consent.optedOutAt(), consent.labelAbsentAt())));
        consents = kept;
        return this;
    }

    /** Kith is about to create the profile, which doesn't exist. */
    Memory provenNew() {
        createdHere = true;
        return this;
    }

    Memory dirty() {
        dirty = true;
        return this;
    }

    Memory clean() {
        dirty = false;
        return this;
    }

    Memory seenBy(long run) {
        lastSeenRun = run;
        return this;
    }

    Link link() {
        return new Link(
                before.integration(),
                before.contactKey(),
                profile,
                createdHere,
                inScope,
                delivered,
                leftOut,
                consents,
                Hashes.of(delivered, leftOut, consents),
                sourceHash,
                ruleSetVersion,
                reading,
                dirty,
                lastSeenRun);
    }
}
