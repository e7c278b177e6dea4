package dev.kith.engine.sync;

import static java.util.Objects.requireNonNull;

import dev.kith.engine.rules.Decision;
import dev.kith.engine.rules.Decision.Answer;
import dev.kith.engine.rules.Decision.Scope;
import dev.kith.engine.store.LeftOut;
import dev.kith.engine.store.Link;
import dev.kith.engine.store.RunIssue;
import dev.kith.spi.Channel;
import dev.kith.spi.Contact;
import dev.kith.spi.ProfileWrite;
import dev.kith.spi.ProfileWrite.Existence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides what a contact's profile needs: what the rules say, against what we remember. Pure: no I/O, no clock, no log. The
 * same planner serves full syncs and dry runs.
 */
final class Planner {
    private final Managed managed;
    private final Audience audience;
    private final String ruleSetVersion;
    private final String reading;
    private final boolean force;

    Planner(Managed managed, Audience audience, String ruleSetVersion, boolean force) {
        this(managed, audience, ruleSetVersion, "", force);
    }

    private Planner(Managed managed, Audience audience, String ruleSetVersion, String reading, boolean force) {
        this.managed = requireNonNull(managed, "managed");
        this.audience = requireNonNull(audience, "audience");
        this.ruleSetVersion = requireNonNull(ruleSetVersion, "ruleSetVersion");
        this.reading = requireNonNull(reading, "reading");
        this.force = force;
    }

    /** The same planner for contacts that are read by this version of the CRM's settings. */
    Planner readBy(String version) {
        return new Planner(managed, audience, ruleSetVersion, version, force);
    }

    /**
     * Plans one contact.
     *
     * @param before what we remember; {@link Memory#empty} for a contact never evaluated
     */
    Plan plan(Contact contact, Link before, Decision decision) {
        List<RunIssue> issues = new ArrayList<>();
        decision.errors().forEach(error -> issues.add(Issues.ruleFailed(contact.key(), error)));
        if (decision.scope() == Scope.UNDECIDED) {
            return new Plan(Situation.REJECT, before, before, Optional.empty(), Map.of(), Map.of(), Set.of(), issues);
        }
        if (!contact.labelsComplete() && decision.consents().containsValue(Answer.UNKNOWN)) {
            issues.add(Issues.labelsUnread(contact.key()));
        }
        return decision.scope() == Scope.OUT
                ? outOfScope(contact, before, decision, issues)
                : inScope(contact, before, decision, issues);
    }

    private Plan outOfScope(Contact contact, Link before, Decision decision, List<RunIssue> issues) {
        ConsentPlan consents = ConsentPlan.of(contact, before, decision, managed, audience, Set.of(), false);
        Optional<ProfileWrite> write = consents.changes().isEmpty()
                ? Optional.empty()
                : Optional.of(new ProfileWrite(
                        contact.key(), Existence.KNOWN_NOT_CREATED, Map.of(), Set.of(), consents.changes()));
        Link after = new Memory(before)
                .decided(false, Hashes.of(contact), ruleSetVersion)
                .readBy(reading)
                .link();
        Situation situation = write.isPresent() ? Situation.WITHDRAW_ONLY : Situation.OUT_OF_SCOPE;
        return new Plan(situation, before, after, write, Map.of(), consents.rules(), consents.labelsAbsent(), issues);
    }

    private Plan inScope(Contact contact, Link before, Decision decision, List<RunIssue> issues) {
        boolean everything = force || before.dirty();
        AttributePlan attributes = decision.attributesKnown()
                ? AttributePlan.of(contact, before, decision, managed, audience, everything)
                : AttributePlan.none(before);
        attributes.leftOut().forEach((id, part) -> issues.add(leftOut(contact.key(), id, part)));
        Set<Channel> reachable = reachable(contact, attributes);
        ConsentPlan consents = ConsentPlan.of(contact, before, decision, managed, audience, reachable, everything);
        boolean creates = !before.profile() && decision.attributesKnown();
        boolean writes = creates
                || !attributes.set().isEmpty()
                || !attributes.clear().isEmpty()
                || !consents.changes().isEmpty();
        Memory after = new Memory(before)
                .decided(true, Hashes.of(contact), ruleSetVersion)
                .readBy(reading)
                .attributes(attributes.delivered(), attributes.leftOut());
        if (decision.attributesKnown()) {
            after.clean();
        }
        return new Plan(
                creates ? Situation.CREATE : writes ? Situation.UPDATE : Situation.UNCHANGED,
                before,
                after.link(),
                writes ? Optional.of(write(contact, before, attributes, consents)) : Optional.empty(),
                attributes.sent(),
                consents.rules(),
                consents.labelsAbsent(),
                issues);
    }

    /** A profile that isn't written and isn't there has no address of any channel. */
    private Set<Channel> reachable(Contact contact, AttributePlan attributes) {
        return Arrays.stream(Channel.values())
                .filter(channel -> channel != Channel.EMAIL || contact.email().isPresent())
                .filter(channel -> audience.address(channel)
                        .filter(address -> attributes.held().contains(address.id()))
                        .isPresent())
                .collect(Collectors.toUnmodifiableSet());
    }

    private RunIssue leftOut(String key, String attributeId, LeftOut part) {
        return Issues.leftOut(key, audience.nameOf(attributeId), part.reason());
    }

    private static ProfileWrite write(Contact contact, Link before, AttributePlan attributes, ConsentPlan consents) {
        Existence existence = before.profile() ? Existence.KNOWN : Existence.UNKNOWN;
        return new ProfileWrite(contact.key(), existence, attributes.set(), attributes.clear(), consents.changes());
    }
}
